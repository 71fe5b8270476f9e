"""Minimal pairs: whom "it", "they", "the country", "the latter" … stand for, and when for nobody we know."""

from __future__ import annotations

import pytest

from tests.extract.who import cast_of, refs_of

R, B, S = "Ruritania", "Borduria", "Syldavia"
AU, ZIA = "Alpine Union", "Zenda Institute"

#: Text, the words in question, which of them (from 0), the names that they stand for (none: nobody known).
IT = [
    ("Ruritania sold Borduria its old ships.", "its", 0, {R}),
    ("Ruritania praised Borduria for its reforms.", "its", 0, {B}),
    ("Ruritania opened its first embassy in Syldavia.", "its", 0, {R}),
    ("Ruritania attacked Borduria. It lost.", "It", 0, {R}),
    ("Borduria was attacked by Ruritania. It lost.", "It", 0, {B}),
    ("The war is long, and Borduria can end it.", "it", 0, set()),
    ("Ruritania attacked Borduria. It is a war of choice.", "It", 0, set()),
    ("Ruritania attacked Borduria. It is a member of the Alpine Union.", "It", 0, {R}),
    ("Ruritania joined the Alpine Union. It is a small country.", "It", 0, {R}),
    ("Ruritania criticised it.", "it", 0, set()),
    ("Borduria is poor. Ruritania helped it.", "it", 0, {B}),
    ("Borduria is poor. Ruritania defended itself.", "itself", 0, {R}),
    ("Ruritania said that it would not sign.", "it", 0, {R}),
    ("In Syldavia, Ruritania closed its embassy.", "its", 0, {R}),
    ("After its defeat, Borduria signed a treaty.", "its", 0, {B}),
    ("Ruritania and its neighbour Borduria signed.", "its", 0, {R}),
    ("Szohod is in Borduria. It is important to leave.", "It", 0, set()),
    ("Ruritania is small. It was raining.", "It", 0, set()),
    ("Ruritania is strong. It is in Borduria's power to end the war.", "It", 0, set()),
    ("Ruritania is poor. It is time to help.", "It", 0, set()),
    ("Ruritania attacked Borduria. It is imperialism.", "It", 0, set()),
    ("Ruritania is strong. It is also our intention to talk.", "It", 0, set()),
    ("Ruritania is strong. It is our neighbour.", "It", 0, {R}),
    ("Ruritania fails when it comes to peace.", "it", 0, set()),
    ("Ruritania trusts Borduria, which sells its gas.", "its", 0, {B}),
    ("Ruritania trusts Borduria and sells its gas.", "its", 0, {R}),
    ("The Alpine Union met in Klow. It adopted a plan.", "It", 0, {AU}),
    ("The plan of Ruritania failed because it was late.", "it", 0, set()),
    ("A storm came over Ruritania, and it passed.", "it", 0, set()),
    ("Ruritania left the Alpine Union. Its president regretted the step.", "Its", 0, {R}),
    ("Anna Korvel left Ruritania. It mourned.", "It", 0, {R}),
    ("Anna Korvel visited Klow. It was cold.", "It", 0, set()),
    ("Ruritania is poor. It turned out that nobody had paid.", "It", 0, set()),
    ("Ruritania is poor. It took five years to build the road.", "It", 0, set()),
    ("Ruritania is poor. It took steps to help the farmers.", "It", 0, {R}),
    ("Ruritania is poor. It was agreed to build a road.", "It", 0, set()),
    ("Ruritania is poor. It was asked to build a road.", "It", 0, {R}),
    ("Ruritania is poor. It is gratifying that the war has ended.", "It", 0, set()),
    ("Ruritania is poor. It is something that nobody likes.", "It", 0, set()),
    ("Ruritania's prime minister said its army would stay.", "its", 0, {R}),
    ("Ruritania is strong. We must make it quite clear that war is bad.", "it", 0, set()),
    ("Ruritania sold much oil, enabling it to buy ships.", "it", 0, {R}),
    ("Ruritania sold much oil, criticising it.", "it", 0, set()),
    ("Ruritania shook. Alpine Union spokeswoman Anna Korvel said it had sent aid.", "it", 0, {AU}),
    ("Ruritania shook. Alpine Union friend Anna Korvel said it had sent aid.", "it", 0, {R}),
    ("The Alpine Union is a club that Ruritania leads. It has grown.", "It", 0, {AU}),
]
THEY = [
    ("Ruritania and Borduria met. They signed.", "They", 0, {R, B}),
    ("Ruritania met Borduria. They signed.", "They", 0, {R, B}),
    ("Anna Korvel met Karl Zond in Klow. They discussed trade.", "They", 0, {"Anna Korvel", "Karl Zond"}),
    ("Anna Korvel and Karl Zond met. Later they left.", "they", 0, {"Anna Korvel", "Karl Zond"}),
    ("Ruritania has many farmers. They grow wheat.", "They", 0, set()),
    ("The farmers of Ruritania grow wheat. They sell it.", "They", 0, set()),
    ("Ruritania and Borduria restored their relations.", "their", 0, {R, B}),
    ("Ruritania, Borduria and Syldavia met. They signed.", "They", 0, {R, B, S}),
    ("Ruritania and Borduria met. Syldavia did not join them.", "them", 0, {R, B}),
    ("The Bordurians won. They left.", "They", 0, {B}),
    ("Ruritania and Borduria defended themselves.", "themselves", 0, {R, B}),
    ("Ruritania waited for the islanders themselves to decide.", "themselves", 0, set()),
    ("We sold grain to Ruritania and Borduria. The research team sold their ships.", "their", 0, set()),
    ("We sold grain to Ruritania and Borduria. Regional bodies must grow. They are weak.", "They", 0, set()),
    ("The election commission of the country met in Ruritania. They must rule by Friday.", "They", 0, set()),
]
TWO = [
    ("Ruritania and Borduria met. Both sides signed.", "Both sides", 0, {R, B}),
    ("Ruritania and Borduria met. The two countries signed.", "The two countries", 0, {R, B}),
    ("Ruritania wrote to Borduria. The latter answered.", "The latter", 0, {B}),
    ("Ruritania wrote to Borduria. The former waited.", "The former", 0, {R}),
    ("President Anna Korvel met Otto Plekz. The two presidents spoke.", "The two presidents", 0,
     {"Anna Korvel", "Otto Plekz"}),
    ("Ruritania and Borduria met in the former palace.", "the former", 0, set()),
    ("Ruritania and Borduria criticised each other.", "each other", 0, {R, B}),
    ("Ruritanian President Anna Korvel and Bordurian President Otto Plekz met in Klow. Both nations agreed.",
     "Both nations", 0, {R, B}),
    ("Ruritania and Borduria met. The parties concerned agreed.", "The parties", 0, None),
    ("Ruritania and Borduria met. All the parties agreed.", "the parties", 0, None),
    ("Ruritania and Borduria met. The two records differ.", "The two", 0, None),
    ("Ruritania and Borduria met. Both of us were tired.", "Both", 0, None),
]  # fmt: skip
NOUNS = [
    ("Ruritania joined the Alpine Union. The country pays little.", "The country", 0, {R}),
    ("Ruritania joined the Alpine Union. The organisation gained money.", "organisation", 0, {AU}),
    ("Ruritania is rich. The country that pays most decides.", "The country", 0, None),
    ("Ruritania is rich. The largest country decides.", "The largest country", 0, None),
    ("Ruritania is rich. A country left, and the country paid.", "the country", 0, set()),
    ("Ruritania sends help to that country.", "that country", 0, set()),
    ("Borduria is poor. Ruritania sends help to that country.", "that country", 0, {B}),
    ("Ruritania and Borduria fought. Those countries are poor.", "Those countries", 0, {R, B}),
    ("Ruritania waited. Those countries are poor.", "Those countries", 0, set()),
    ("Anna Korvel reached Klow. The city was silent.", "The city", 0, {"Klow"}),
    ("Anna Korvel reached Klow. The country was silent.", "The country", 0, set()),
    ("The Zenda Steel Corporation left Klow. The company paid.", "company", 0, {"Zenda Steel Corporation"}),
    ("Ruritania is poor. The government resigned.", "government", 0, {R}),
    ("Ruritania and Borduria met. The government agreed.", "government", 0, set()),
    ("Ruritania is poor. Borduria accused the government in Strelsau.", "government", 0, {R}),
    ("Borduria is rich. Ruritania defended its government.", "government", 0, {R}),
    ("Ruritania is rich. Bordurian farmers blamed their government.", "government", 0, {B}),
    ("Ruritania said the country would pay.", "the country", 0, {R}),
    ("Syldavia waited. Ruritania helps the most remote country.", "the most remote country", 0, None),
    ("Ruritania and Borduria signed the Strelsau Treaty. The agreement failed.", "agreement", 0,
     {"Strelsau Treaty"}),
]  # fmt: skip
PERSONS = [
    ("Anna Korvel met Ida Trovik. She spoke first.", "She", 0, {"Anna Korvel"}),
    ("Anna Korvel met Otto Plekz. He spoke first.", "He", 0, {"Otto Plekz"}),
    ("Otto Plekz met Karl Zond and praised him.", "him", 0, {"Karl Zond"}),
    ("Ida Trovik praised her.", "her", 0, set()),
    ("Ida Trovik praised herself.", "herself", 0, {"Ida Trovik"}),
    ("Ida Trovik came with her aunt Anna Korvel.", "her", 0, {"Ida Trovik"}),
    ("Ida Trovik met Anna Korvel, her aunt.", "her", 0, {"Ida Trovik"}),
    ("Anna Korvel is her aunt.", "her", 0, set()),
    ("In her speech, Ida Trovik praised Ruritania.", "her", 0, {"Ida Trovik"}),
    ("Otto Plekz and his deputy came.", "his", 0, {"Otto Plekz"}),
    ("Ruritania is small, and he is tall.", "he", 0, set()),
    ("We went to Marzovia. He left on Sunday.", "He", 0, set()),
    ("Anna Korvel met Karl Korvel. Mr. Korvel thanked Ms. Korvel.", "Korvel", 0, {"Karl Korvel"}),
    ("Anna Korvel met Karl Korvel. Mr. Korvel thanked Ms. Korvel.", "Korvel", 1, {"Anna Korvel"}),
]


@pytest.mark.parametrize(("text", "words", "nth", "names"), [*IT, *THEY, *TWO, *NOUNS, *PERSONS])
def test_whom_it_stands_for(text: str, words: str, nth: int, names: set[str] | None) -> None:
    cast = cast_of(text)
    if names is None:
        assert not any(m.text == words and m.refs for m in cast.mentions)
        return
    if not names and not any(m.text == words for m in cast.mentions):
        return
    assert refs_of(cast, words, nth) == names
