using DepGraph.Npm.Placement;

namespace DepGraph.Npm.Tests.Selectors.Oracle;

/// <summary>Draws selectors that say something of an installation; the same seed draws the same ones.</summary>
internal sealed class SelectorDraw(int seed, Installation installation)
{
    /// <summary>npm goes through the whole tree for each place that <c>:has()</c> asks about.</summary>
    private const int LargestForHas = 150;

    private static readonly string[] Combinators = [" > ", ">", " ", "  ", " ~ ", "~", "\t>\n"];
    private static readonly string[] Names =
    [
        "version",
        "name",
        "license",
        "resolved",
        "deprecated",
        "os",
        "cpu",
        "_id",
        "description",
    ];
    private static readonly string[] Operators = ["=", "~=", "|=", "^=", "$=", "*="];
    private static readonly string[] Flags =
    [
        "dev",
        "optional",
        "peer",
        "bin",
        "engines",
        "funding",
        "private",
        "hasInstallScript",
    ];
    private static readonly string[] Values =
    [
        "1",
        "2",
        "MIT",
        "ISC",
        "x",
        "0",
        "js",
        "linux",
        "darwin",
        "\"\"",
        "'.0'",
        "\"1.0\" i",
        "mit i",
    ];
    private static readonly string[] Classes = [".prod", ".dev", ".optional", ".peer", ".bundled", ".workspace"];
    private static readonly string[] Plain =
    [
        ":root",
        ":scope",
        ":empty",
        ":private",
        ":deduped",
        ":extraneous",
        ":link",
        ":invalid",
        ":overridden",
    ];
    private static readonly string[] Types =
    [
        "registry",
        "range",
        "version",
        "tag",
        "alias",
        "git",
        "file",
        "directory",
        "remote",
    ];
    private static readonly string[] Ranges =
    [
        "^1.0.0",
        ">=1 <3",
        "1.x || >=4",
        "2.0.0",
        "1 - 3",
        "~1.2",
        "*",
        ">1.0.0",
        "<2.0.0",
        "> 1.0.0 || < 0.5",
        "1.0.0-beta.1",
        "x",
    ];
    private static readonly string[] Functions =
    [
        "eq",
        "neq",
        "gt",
        "gte",
        "lt",
        "lte",
        "gtr",
        "ltr",
        "satisfies",
        "intersects",
        "subset",
        "infer",
    ];
    private static readonly string[] Paths =
    [
        ".",
        "node_modules/*",
        "node_modules/**",
        "**",
        "*",
        "node_modules/@*/*",
        "./node_modules/a*",
        "**/node_modules/*s",
        "node_modules/*/node_modules/**",
        "node_modules/**/*e*",
        "node_modules/@types/**",
        "node_modules/*-*",
    ];

    private readonly Random _random = new(seed);

    public string Next() => List(2, string.Join);

    private string List(int depth, Func<string, IEnumerable<string>, string> join) =>
        join(Pick([",", ", ", " , "]), Enumerable.Range(0, Chance(75) ? 1 : 2).Select(_ => Selector(depth)));

    private string Selector(int depth)
    {
        var selector = Chance(8) ? Pick(["> ", "~", ">"]) : "";
        for (var i = Chance(50) ? 1 : _random.Next(1, 4); i > 0; i--)
            selector += Compound(depth) + (i > 1 ? Pick(Combinators) : "");
        return selector;
    }

    private string Compound(int depth)
    {
        var conditions = Enumerable.Range(0, Chance(70) ? 1 : 2).Select(_ => Condition(depth)).ToArray();
        return string.Concat(conditions);
    }

    private string Condition(int depth) =>
        _random.Next(depth > 0 ? 15 : 12) switch
        {
            0 => "*",
            1 or 2 => Name(),
            3 => Pick(Classes),
            4 => $"[{Pick(Names)}{Pick(Operators)}{Pick(Values)}]",
            5 => $"[{Pick(Flags)}]",
            6 or 7 => Pick(Plain),
            8 => Semver(),
            9 => $":type({Pick(Types)})",
            10 => $":path({Pick(Paths)})",
            11 => Attribute(),
            12 => $":is({List(depth - 1, string.Join)})",
            13 => $":not({List(depth - 1, string.Join)})",
            _ => installation.Packages.Count > LargestForHas ? ":root" : $":has({List(depth - 1, string.Join)})",
        };

    private string Name()
    {
        if (installation.Packages.Count == 0 || Chance(5))
            return "#nowhere";
        var package = installation.Packages[_random.Next(installation.Packages.Count)];
        return "#" + (package.Alias ?? package.Name).Replace(".", "\\.", StringComparison.Ordinal);
    }

    private string Semver()
    {
        var range = Pick(Ranges);
        return _random.Next(6) switch
        {
            0 => $":semver({range}, [version], {Pick(Functions)})",
            1 => $":semver([version{Pick(["", "^=1"])}],{range},{Pick(Functions)})",
            2 => $":semver({range}, :attr(engines, [node]))",
            3 => $":semver(:attr(dependencies, [{Bare("")}]), {range}, {Pick(Functions)})",
            _ => $":semver({range})",
        };
    }

    private string Attribute() =>
        _random.Next(5) switch
        {
            0 => $":attr(engines, [node{Pick(Operators)}{Pick(Values)}])",
            1 => $":attr(funding, [url{Pick(Operators)}{Pick(Values)}])",
            2 => $":attr(funding, :attr([url]))",
            3 => $":attr({Pick(["dependencies", "peerDependencies", "devDependencies"])}, [{Bare("")}])",
            _ => $":attr(peerDependenciesMeta, {Bare("\\")}, [optional])",
        };

    private string Bare(string beforeDots) =>
        installation.Packages.Count == 0
            ? "nowhere"
            : installation
                .Packages[_random.Next(installation.Packages.Count)]
                .Name.Replace(".", $"{beforeDots}.", StringComparison.Ordinal);

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(string[] values) => values[_random.Next(values.Length)];
}
