using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Tests.Dependents.Index;

public sealed class ConcurrentReadingTests
{
    private const int Packages = 600;
    private const int PageSize = 37;

    private static readonly EdgeFilter All = new(DependencyKinds.All, latestOnly: false);

    [Fact]
    public async Task Who_reads_page_by_page_while_packages_come_change_and_go_sees_all_that_stays_once()
    {
        var index = new DependentsIndex(new DependentsState(FlatDependents.None, new RangeTexts()), long.MaxValue);
        for (var i = 0; i < Packages; i += 2)
        {
            index.Apply(NameOf(i), Edges(1));
        }

        var isDone = false;
        var writing = Task.Run(() =>
        {
            for (var step = 0; step < 6_000; step++)
            {
                var changing = (step * 7919 % Packages) | 1;
                index.Apply(NameOf(changing), step % 3 == 0 ? [] : Edges(step % 5));
                // What stays changes too, in how often it is declared.
                index.Apply(NameOf((step * 104729 % Packages) & ~1), Edges(step % 7));
                if (step % 500 == 0)
                {
                    index.Compact();
                }
            }

            Volatile.Write(ref isDone, true);
        });
        var reading = Enumerable
            .Range(0, 2)
            .Select(_ => Task.Run(() => ReadUntil(index, () => Volatile.Read(ref isDone))));
        await Task.WhenAll([writing, .. reading]);

        index.Compact();
        ReadAll(index).Count(name => int.Parse(name[1..]) % 2 == 0).ShouldBe(Packages / 2);
    }

    private static void ReadUntil(DependentsIndex index, Func<bool> isDone)
    {
        var staying = Enumerable.Range(0, Packages / 2).Select(i => NameOf(2 * i)).ToArray();
        bool wasLast;
        do
        {
            wasLast = isDone();
            var names = ReadAll(index);
            names.ShouldBe(names.Distinct().Order(StringComparer.Ordinal));
            names.Where(name => int.Parse(name[1..]) % 2 == 0).ShouldBe(staying);
        } while (!wasLast);
    }

    /// <summary>Each page of the state that the index is in by then.</summary>
    private static List<string> ReadAll(DependentsIndex index)
    {
        var all = new List<string>();
        while (true)
        {
            var page = IndexSamples
                .Read(index.State, "hub", All, all.Count == 0 ? null : all[^1] + "\0")
                .Take(PageSize)
                .ToArray();
            all.AddRange(page);
            if (page.Length < PageSize)
            {
                return all;
            }
        }
    }

    private static string NameOf(int number) => $"p{number:0000}";

    private static PackageEdge[] Edges(int more) =>
        [new("hub", DependencyKind.Prod, "hub", 1 + more, "^1"), new("other", DependencyKind.Dev, "other", 1, null)];
}
