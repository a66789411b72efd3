using DepGraph.Testing;

namespace DepGraph.EndToEnd.Backwards;

/// <summary>
/// Files of packuments, each newer than the one before. Of the packages <c>s000</c>, <c>s001</c> … two versions depend on <c>hub</c> in every
/// file, and <c>i000</c> … on those; between them in the order of names stand some that gain a version with each file, and others that come,
/// gain and lose versions, and drop the hub.
/// </summary>
internal sealed class ChangingGraph(TemporaryFolder folder)
{
    /// <summary>So many that the hub's list is a long one.</summary>
    public const int Staying = 540;

    private const int Growing = 40;
    private const int Indirect = 60;
    private const int ChangedAtOnce = 150;

    /// <summary>Rows that are there throughout, in the order of names: <c>NAME@VERSION KIND</c>.</summary>
    public static string[] RowsThroughout(bool latestOnly) =>
        [
            .. from name in NamesThroughout(latestOnly)
            from row in (string[])["1.0.0 PROD", "2.0.0 PROD", "2.0.0 DEV"]
            where !latestOnly || row[0] == '2'
            select $"{name}@{row}",
        ];

    /// <summary>Packages that are among the indirect dependents throughout, by depth and then name.</summary>
    public static string[] PackagesThroughout =>
        [
            .. Enumerable.Range(0, Staying).Select(i => $"1 s{i:000}"),
            .. Enumerable.Range(0, Indirect).Select(i => $"2 i{i:000}"),
        ];

    private static IEnumerable<string> NamesThroughout(bool latestOnly) =>
        Enumerable
            .Range(0, Staying)
            .Select(i => $"s{i:000}")
            .Concat(latestOnly ? [] : Enumerable.Range(0, Growing).Select(GrowingName))
            .Order(StringComparer.Ordinal);

    /// <summary>What there is at first.</summary>
    public string WriteFirst() =>
        Write(
            "first",
            [
                Line("hub", "1.0.0"),
                .. Enumerable
                    .Range(0, Staying)
                    .Select(i => Line($"s{i:000}", "1.0.0: hub@^1", "2.0.0: hub@^1 dev:hub@*")),
                .. Enumerable.Range(0, Indirect).Select(i => Line($"i{i:000}", $"1.0.0: s{i * 7 % Staying:000}@*")),
                .. Enumerable.Range(0, ChangedAtOnce).Select(i => Changing(i, 0)),
                .. Grown(0),
            ]
        );

    /// <summary>What a later file changes: some packages between those that stay are new, the others other than before.</summary>
    public string WriteChange(int step) =>
        Write(
            $"change-{step}",
            [
                .. Enumerable.Range(step * 10, ChangedAtOnce).Select(i => Changing(i, step)),
                .. Grown(step),
                .. Ranking(step),
            ]
        );

    private static string Changing(int number, int step) =>
        ((number + step) % 5) switch
        {
            0 => Line(NameOf(number), "1.0.0: hub@^1"),
            1 => Line(NameOf(number), "1.0.0: hub@^1", "1.1.0: hub@^1 peer:hub@*", "1.2.0: dev:hub@^1"),
            2 => Line(NameOf(number), "1.0.0: other@^1"),
            3 => Line(NameOf(number), "1.1.0: hub@^1 optional:other@*", "3.0.0: hub@^2"),
            _ => Line(NameOf(number), "1.2.0: s001@^1"),
        };

    /// <summary>Each file has a version more; the first two stay as they are.</summary>
    private static IEnumerable<string> Grown(int step) =>
        Enumerable
            .Range(0, Growing)
            .Select(i =>
                Line(
                    GrowingName(i),
                    [
                        "1.0.0: hub@^1",
                        "2.0.0: hub@^1 dev:hub@*",
                        .. Enumerable
                            .Range(1, step)
                            .Select(more => $"2.{more}.0: {(more % 2 == 0 ? "hub" : "other")}@^1"),
                    ]
                )
            );

    private static string GrowingName(int number) => $"s{number * 13 % Staying:000}g";

    /// <summary>In the next epoch these would be the most depended upon.</summary>
    private static IEnumerable<string> Ranking(int step) =>
        Enumerable.Range(0, 20).Select(i => Line($"r{step:00}-{i:00}", $"1.0.0: s{step * 31 % Staying:000}@*"));

    private static string NameOf(int number) => $"s{number * 3 % Staying:000}x";

    private static string Line(string name, params string[] versions) =>
        DeclaredPackument.Of(name, versions).ToJsonString();

    private string Write(string name, string[] lines)
    {
        var file = folder.File($"{name}.ndjson");
        File.WriteAllLines(file, lines);
        return file;
    }
}
