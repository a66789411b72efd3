using DepGraph.Storage.Searching;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Contract;

/// <summary>Random commits and random questions against the rules as the docstrings say them, applied to every package there is.</summary>
public abstract class SearchModelContract(IStorePlace place, int rounds) : StoreContract(place)
{
    private const int Commits = 12;
    private const int Questions = 30;

    private static readonly string[] Words = ["a", "ab", "abc", "abcde", "abcdef", "b", "go", "gone", "x", "xy"];
    private static readonly string[] Marks = ["-", "/", ".", "_", "--", ""];

    [Fact]
    public async Task Every_question_is_answered_as_a_look_at_all_packages_would()
    {
        var random = new Random(20261129);
        var packages = new Dictionary<string, HeadWrite>(StringComparer.Ordinal);
        for (var round = 0; round < rounds; round++)
        {
            await CommitSomeAsync(packages, random, Noon.AddHours(round));
            var dependents = packages
                .Values.SelectMany(write => write.Head?.LatestVersion?.Requirements ?? [])
                .Select(requirement => requirement.PackageName)
                .OfType<string>()
                .CountBy(name => name)
                .ToDictionary();
            for (var i = 0; i < Questions; i++)
            {
                var text = Join(random, 1 + random.Next(3), [" ", "-", ""]);
                var expected = packages
                    .Values.Where(write => write.Head is not null)
                    .Select(write =>
                        (write.Name, Tier: TierOf(write, text), Dependents: dependents.GetValueOrDefault(write.Name))
                    )
                    .Where(hit => hit.Tier is not null)
                    .OrderBy(hit => hit.Tier)
                    .ThenByDescending(hit => hit.Dependents)
                    .ThenBy(hit => hit.Name, StringComparer.Ordinal)
                    .Select(hit => new PackageHit(hit.Name, hit.Tier!.Value, hit.Dependents));

                var found = await Store.SearchPackagesAsync(SearchText.Parse(text), 1000, Cancel);

                found.Hits.ShouldBe(expected, $"round {round}: '{text}'");
                found.IsComplete.ShouldBeTrue();
            }
        }
    }

    private async Task CommitSomeAsync(Dictionary<string, HeadWrite> packages, Random random, DateTimeOffset at)
    {
        var batch = new List<HeadWrite>();
        for (var i = 0; i < Commits; i++)
        {
            var name = random.Next(3) == 0 || packages.Count == 0 ? NewName(random) : AnyOf(packages, random);
            if (batch.Any(write => write.Name == name))
                continue;
            var targets = Enumerable
                .Range(0, packages.Count == 0 ? 0 : random.Next(6))
                .Select(_ => AnyOf(packages, random));
            var dependencies = string.Join(' ', targets.Distinct().Select(target => $"{target}@1"));
            batch.Add(
                random.Next(6) == 0
                    ? Missing(name, at)
                    : Described(name, Join(random, 3, [" "]), [Join(random, 2, [" "])], dependencies, at)
            );
        }
        await Store.CommitAsync(batch, Cancel);
        foreach (var write in batch)
            packages[write.Name] = write;
    }

    private static SearchTier? TierOf(HeadWrite write, string text)
    {
        var (name, wanted) = (Split(write.Name), Split(text));
        var keywords = Split(string.Join(' ', write.Details!.Keywords));
        var description = Split(write.Details.Description!);
        var (joinedName, joinedText) = (string.Concat(name), string.Concat(wanted));
        if (write.Name == text)
            return SearchTier.Name;
        if (joinedName == joinedText)
            return SearchTier.SameName;
        if (joinedName.StartsWith(joinedText, StringComparison.Ordinal))
            return SearchTier.NamePrefix;
        bool InName(string word, int index) =>
            index == wanted.Length - 1
                ? name.Any(w => w.StartsWith(word, StringComparison.Ordinal))
                : name.Contains(word);
        if (wanted.Index().All(word => InName(word.Item, word.Index)))
            return SearchTier.NameWords;
        if (wanted.Index().All(word => InName(word.Item, word.Index) || keywords.Contains(word.Item)))
            return SearchTier.Keywords;
        return wanted
            .Index()
            .All(word =>
                InName(word.Item, word.Index) || keywords.Contains(word.Item) || description.Contains(word.Item)
            )
            ? SearchTier.Description
            : null;
    }

    private static string[] Split(string text) =>
        text.Split(['-', '/', '.', '_', ' '], StringSplitOptions.RemoveEmptyEntries);

    private static string NewName(Random random) => Join(random, 1 + random.Next(3), Marks);

    private static string AnyOf(Dictionary<string, HeadWrite> packages, Random random) =>
        packages.Keys.ElementAt(random.Next(packages.Count));

    private static string Join(Random random, int count, string[] marks) =>
        string.Concat(
            Enumerable
                .Range(0, count)
                .Select(i => (i == 0 ? "" : marks[random.Next(marks.Length)]) + Words[random.Next(Words.Length)])
        );
}
