using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Npm.Tests.Packuments;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Resolution;

/// <summary>The documents of the corpus, real and made-up packages, read from their files.</summary>
/// <param name="asOf">Packages are seen as of this date, for which full documents are read; null: as they are.</param>
internal sealed class CorpusHeads(DateTimeOffset? asOf) : IHeadSource
{
    private static readonly string[] Abbreviated = ["packuments", "synthetic/packuments"];
    private static readonly string[] Full = ["packuments-full", "synthetic/packuments-full"];

    private readonly Dictionary<string, HeadAnswer> _answers = [];

    /// <summary>The names of the made-up packages, but for odd ones: some of their versions end the oracle.</summary>
    public static IEnumerable<string> Synthetic() =>
        Directory
            .EnumerateFiles(Equipment.Require("npm/synthetic/packuments"))
            .Select(file => Uri.UnescapeDataString(Path.GetFileName(file)[..^".json.gz".Length]))
            .Where(name => !name.StartsWith("@syn/odd", StringComparison.Ordinal));

    public HeadAnswer Find(string packageName)
    {
        if (!_answers.TryGetValue(packageName, out var answer))
            _answers[packageName] = answer = Read(packageName);
        return answer;
    }

    private HeadAnswer Read(string name)
    {
        foreach (var folder in asOf is null ? Abbreviated : Full)
        {
            var file = Path.Combine(Equipment.Require("npm"), folder, Uri.EscapeDataString(name) + ".json.gz");
            if (!File.Exists(file))
                continue;
            using var stream = new MemoryStream(PackumentSamples.Unpack(file));
            var packument = PackumentReader
                .ReadAsync(stream, name, full: asOf is not null)
                .AsTask()
                .GetAwaiter()
                .GetResult();
            return asOf is { } date
                ? HeadAnswer.Found(packument.Head, new DatedHead(packument.Head, packument.Details!, date))
                : HeadAnswer.Found(packument.Head);
        }
        return HeadAnswer.NotFound;
    }
}
