using System.Text;

namespace DepGraph.GraphQL.Tests.Fuzzing;

/// <summary>Spoils a text in a few places.</summary>
internal static class GarbledText
{
    private static readonly string[] Bits =
    [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ":",
        "=",
        "!",
        "|",
        "&",
        "@",
        "$",
        "...",
        "..",
        ",",
        "#",
        "\n",
        "\r",
        "\t",
        " ",
        "\"",
        "\"\"\"",
        "\\",
        "\\u",
        "\\u{",
        "\\uD83D",
        "\\u{110000}",
        "\uFEFF",
        "\0",
        "\u0007",
        "\uD83D",
        "\uDE00",
        "é",
        "😀",
        "-",
        "0",
        "00",
        "1e",
        "1.",
        "-0.0e+1",
        "99999999999999999999",
        "null",
        "true",
        "on",
        "extend",
        "fragment",
        "query",
        "subscription",
        "type",
        "repeatable",
        "implements",
        "a",
        "__x",
        "%",
        "{{{{{{{{{{{{{{{{",
        "[[[[[[[[[[[[[[[[",
    ];

    public static string Of(string text, Dice dice)
    {
        var garbled = new StringBuilder(text);
        for (var count = dice.Between(1, 4); count > 0; count--)
        {
            var at = dice.Next(garbled.Length + 1);
            var length = Math.Min(dice.Next(dice.Chance(0.2) ? 40 : 4), garbled.Length - at);
            switch (dice.Next(4))
            {
                case 0:
                    garbled.Remove(at, length);
                    break;
                case 1:
                    garbled.Insert(at, garbled.ToString(at, length));
                    break;
                case 2:
                    var piece = garbled.ToString(at, length);
                    garbled.Remove(at, length).Insert(dice.Next(garbled.Length + 1), piece);
                    break;
                default:
                    garbled.Insert(at, dice.Pick(Bits));
                    break;
            }
        }

        return garbled.ToString();
    }
}
