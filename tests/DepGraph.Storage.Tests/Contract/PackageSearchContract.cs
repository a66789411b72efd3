using DepGraph.Storage.Searching;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Contract;

public abstract class PackageSearchContract(IStorePlace place) : StoreContract(place)
{
    private const int Enough = 100;

    [Fact]
    public async Task An_empty_store_has_nothing_to_find()
    {
        var found = await Store.SearchPackagesAsync(SearchText.Parse("express"), Enough, Cancel);

        found.Hits.ShouldBeEmpty();
        found.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task Better_matches_come_first_from_the_very_name_to_a_word_of_the_description()
    {
        await PublishAsync(
            Described("about", "Middleware for express servers", []),
            Described("tagged", "Serves", ["fast express"]),
            Described("body-express", null, []),
            Described("express-session", null, []),
            Described("Ex.press", null, []),
            Described("express", null, []),
            Described("unlike", "An expression of nothing", ["exp"])
        );

        (await FindAsync("express"))
            .Select(hit => (hit.Name, hit.Tier))
            .ShouldBe([
                ("express", SearchTier.Name),
                ("Ex.press", SearchTier.SameName),
                ("express-session", SearchTier.NamePrefix),
                ("body-express", SearchTier.NameWords),
                ("tagged", SearchTier.Keywords),
                ("about", SearchTier.Description),
            ]);
    }

    [Fact]
    public async Task Of_those_that_match_alike_the_more_depended_upon_come_first_and_then_by_name()
    {
        await PublishAsync(
            Described("lib-c", null, []),
            Described("lib-b", null, []),
            Described("lib-a", null, []),
            Described("lib-z", null, []),
            Described("one", null, [], "lib-z@1 lib-b@1"),
            Described("two", null, [], "lib-z@1")
        );

        (await FindAsync("lib"))
            .Select(hit => (hit.Name, hit.Dependents))
            .ShouldBe([("lib-z", 2), ("lib-b", 1), ("lib-a", 0), ("lib-c", 0)]);
    }

    [Fact]
    public async Task Dependents_are_counted_as_they_come_and_go()
    {
        await PublishAsync(Described("lib-a", null, []), Described("lib-b", null, []));
        for (var i = 0; i < 20; i++)
            await CommitAsync(Write(Head($"user{i}", "1.0.0: lib-b@1 dev:lib-b@1")));
        (await FindAsync("lib")).ShouldBe([Hit("lib-b", 40), Hit("lib-a", 0)]);

        for (var i = 0; i < 20; i++)
            await CommitAsync(Write(Head($"user{i}", "1.0.0: lib-b@1", "2.0.0: lib-a@^1"), Noon.AddHours(1)));
        await CommitAsync(Missing("user0", Noon.AddHours(2)));
        await ReopenAsync();

        (await FindAsync("lib")).ShouldBe([Hit("lib-a", 19), Hit("lib-b", 0)]);
    }

    [Fact]
    public async Task The_beginning_of_a_name_or_of_its_last_word_is_enough_from_the_first_letter_on()
    {
        await PublishAsync(Described("react-router", "routes", ["navigation"]));

        foreach (
            var text in (string[])["r", "re", "rea", "react", "reactr", "reactro", "react-router", "rou", "router"]
        )
            (await FindNamesAsync(text)).ShouldBe(["react-router"], text);
        foreach (var text in (string[])["eact", "rout react", "navigat", "route", "ro re", "reacts"])
            (await FindNamesAsync(text)).ShouldBe(text == "route" ? ["react-router"] : [], text);
    }

    [Theory]
    [InlineData("lodash-get")]
    [InlineData("LodashGet")]
    [InlineData("  lodash  get ")]
    [InlineData("@lodash/get")]
    [InlineData("lodash \"get\"")]
    public async Task Case_and_what_is_no_letter_or_digit_does_not_matter(string text)
    {
        await PublishAsync(Described("lodash.get", null, []));

        (await FindAsync(text)).Select(hit => hit.Tier).ShouldBe([SearchTier.SameName]);
    }

    [Fact]
    public async Task Names_in_camel_case_have_words_of_their_own_and_are_one_word_too()
    {
        await PublishAsync(Described("the-JSONStream2", "Uses parseURL", []));

        foreach (var text in (string[])["json", "stream2", "jsonstr", "JSONStream2", "parseurl", "url"])
            (await FindNamesAsync(text)).ShouldBe(["the-JSONStream2"], text);
    }

    [Fact]
    public async Task A_scope_is_part_of_a_name_and_so_is_what_follows_it()
    {
        await PublishAsync(
            Described("@babel/core", null, []),
            Described("@babel/cli", null, []),
            Described("core-js", null, [])
        );

        (await FindNamesAsync("@babel")).ShouldBe(["@babel/cli", "@babel/core"]);
        (await FindNamesAsync("@babel/co")).ShouldBe(["@babel/core"]);
        (await FindNamesAsync("core")).ShouldBe(["core-js", "@babel/core"]);
    }

    [Fact]
    public async Task Every_word_has_to_be_somewhere_and_the_worst_place_tells()
    {
        await PublishAsync(
            Described("web-server", "Small", ["http"]),
            Described("web", "A server", ["http"]),
            Described("http", "For the web", [])
        );

        (await FindAsync("http web"))
            .Select(hit => (hit.Name, hit.Tier))
            .ShouldBe([
                ("web", SearchTier.Keywords),
                ("web-server", SearchTier.Keywords),
                ("http", SearchTier.Description),
            ]);
        (await FindNamesAsync("http web server")).ShouldBe(["web-server", "web"]);
        (await FindNamesAsync("http web missing")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Letters_of_any_script_are_letters()
    {
        await PublishAsync(Described("intl", "Größe, размер & 大小", ["ÄÖÜ"]));

        foreach (var text in (string[])["größe", "РАЗМЕР", "大小", "äöü"])
            (await FindNamesAsync(text)).ShouldBe(["intl"], text);
    }

    [Fact]
    public async Task Mere_names_and_missing_packages_are_not_found()
    {
        await PublishAsync(Described("found", null, [], "found-named@1"), Missing("found-missing"));

        (await FindNamesAsync("found")).ShouldBe(["found"]);
    }

    [Fact]
    public async Task What_vanishes_is_not_found_any_more_until_it_comes_back_and_then_by_what_it_says_now()
    {
        await PublishAsync(Described("here", "Something useful", ["handy"]), Described("user", null, [], "here@1"));
        await CommitAsync(Missing("here", Noon.AddHours(1)));
        (await FindNamesAsync("here")).ShouldBeEmpty();
        (await FindNamesAsync("useful")).ShouldBeEmpty();

        await CommitAsync(Write(Head("here", "2.0.0"), Noon.AddHours(2)));

        (await FindAsync("here")).ShouldBe([new PackageHit("here", SearchTier.Name, 1)]);
        (await FindNamesAsync("useful")).ShouldBeEmpty();
        (await FindNamesAsync("handy")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_happens_to_a_package_within_one_batch_is_found_as_it_ends()
    {
        await PublishAsync(Described("a", "before", []), Described("b", "before", []));

        await Store.CommitAsync(
            [
                Missing("a", Noon.AddHours(1)),
                Write(Head("a", "2.0.0"), Noon.AddHours(2)),
                Described("b", "after", [], at: Noon.AddHours(1)),
                Missing("b", Noon.AddHours(2)),
                Described("c", "first", []),
                Described("c", "last", [], at: Noon.AddHours(1)),
            ],
            Cancel
        );

        (await FindNamesAsync("before")).ShouldBeEmpty();
        (await FindNamesAsync("after")).ShouldBeEmpty();
        (await FindNamesAsync("first")).ShouldBeEmpty();
        (await FindNamesAsync("last")).ShouldBe(["c"]);
        (await FindNamesAsync("a")).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_newer_description_and_newer_keywords_take_the_place_of_the_former()
    {
        await PublishAsync(Described("a", "old words", ["former"]));

        await CommitAsync(Described("a", "new text", ["latter"], at: Noon.AddHours(1)));

        (await FindNamesAsync("old")).ShouldBeEmpty();
        (await FindNamesAsync("former")).ShouldBeEmpty();
        (await FindNamesAsync("text")).ShouldBe(["a"]);
        (await FindNamesAsync("latter")).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_full_document_that_comes_after_the_abbreviated_one_adds_what_it_says()
    {
        await CommitAsync(Write(Head("a", "1.0.0")));
        (await FindNamesAsync("useful")).ShouldBeEmpty();

        await CommitAsync(Described("a", "useful", []));

        (await FindNamesAsync("useful")).ShouldBe(["a"]);
    }

    [Fact]
    public async Task When_more_match_than_are_wanted_the_better_matches_and_the_more_popular_are_kept()
    {
        await PublishAsync([
            .. Enumerable.Range(0, 30).Select(i => Described($"many-{i:00}", null, [])),
            Described("the-many", null, []),
            Described("many", null, []),
            .. Enumerable.Range(0, 5).Select(i => Described($"user{i}", null, [], "many-17@1")),
        ]);

        var found = await Store.SearchPackagesAsync(SearchText.Parse("many"), 5, Cancel);

        found.IsComplete.ShouldBeFalse();
        found.Hits.Count.ShouldBe(5);
        found.Hits[0].Name.ShouldBe("many");
        found.Hits[1].ShouldBe(Hit("many-17", 5));
        found.Hits.Skip(2).ShouldAllBe(hit => hit.Tier == SearchTier.NamePrefix && hit.Dependents == 0);
        found.Hits.ShouldBeInOrder();

        (await Store.SearchPackagesAsync(SearchText.Parse("many"), 32, Cancel)).IsComplete.ShouldBeTrue();
        (await Store.SearchPackagesAsync(SearchText.Parse("many"), 31, Cancel)).IsComplete.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("+-&&||!(){}[]^\"~*?:\\/")]
    [InlineData("\0")]
    [InlineData("🦆")]
    public async Task A_text_without_letters_and_digits_finds_nothing(string text)
    {
        await PublishAsync(Described("a", "b", ["c"]));

        var found = await Store.SearchPackagesAsync(SearchText.Parse(text), Enough, Cancel);

        found.Hits.ShouldBeEmpty();
        found.IsComplete.ShouldBeTrue();
    }

    [Theory]
    [InlineData("a OR b")]
    [InlineData("a\" OR \"b")]
    [InlineData("a) OR searchTerms:(b")]
    [InlineData("a* NOT b NEAR(a b)")]
    [InlineData("searchRank:r0")]
    [InlineData("a'; DROP TABLE search; --")]
    [InlineData("terms : a")]
    public async Task The_languages_of_the_indexes_mean_nothing_in_a_text(string text)
    {
        await PublishAsync(Described("a", null, []), Described("b", null, []));

        (await FindNamesAsync(text)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_text_whatever_makes_it_fail()
    {
        await PublishAsync(Described("a-b", "c d", ["e"]), Described("the", "one", []));
        string[] pieces =
        [
            "a",
            "b",
            "\"",
            "'",
            "*",
            "(",
            ")",
            "AND",
            "NOT",
            "^",
            ":",
            "\0",
            "\ud83d",
            "ß",
            "_",
            " ",
            "-",
        ];
        var texts =
            from some in Gen.ListOf(Gen.OneOf(Gen.Elements(pieces), ArbMap.Default.GeneratorFor<string>()))
            select string.Concat(some);

        foreach (var text in texts.Sample(300, PropertyRun.Random, 60))
            (await Store.SearchPackagesAsync(SearchText.Parse(text), Enough, Cancel)).Hits.ShouldBeInOrder();
        var endless = string.Concat(Enumerable.Repeat("word Word-", 100_000));
        (await Store.SearchPackagesAsync(SearchText.Parse(endless), Enough, Cancel)).Hits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_and_descriptions_of_any_kind_and_length_can_be_stored()
    {
        string[] names = ["-", "_._", new string('x', 500), "ÄÖÜ-ß", "a\"b", "🦆", "AND", "r9", "1a_", "4word"];
        var endless = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"w{i} ")) + new string('y', 100_000);

        await PublishAsync([.. names.Select(name => Described(name, endless, [endless, "\"", "\0"]))]);
        await CommitAsync(Write(Head("user", $"1.0.0: {string.Join(' ', names.Select(name => $"{name}@1"))}")));

        (await FindNamesAsync("w17")).Order(StringComparer.Ordinal).ShouldBe(names.Order(StringComparer.Ordinal));
        (await FindNamesAsync(names[2])).ShouldBe([names[2]]);
        (await FindNamesAsync("4word")).ShouldBe(["4word"]);
        (await FindNamesAsync("word")).ShouldBeEmpty();
    }

    private static PackageHit Hit(string name, long dependents) => new(name, SearchTier.NamePrefix, dependents);

    private Task PublishAsync(params HeadWrite[] writes) => Store.CommitAsync(writes, Cancel);

    private async Task<IReadOnlyList<PackageHit>> FindAsync(string text)
    {
        var found = await Store.SearchPackagesAsync(SearchText.Parse(text), Enough, Cancel);
        found.IsComplete.ShouldBeTrue();
        return found.Hits;
    }

    private async Task<IEnumerable<string>> FindNamesAsync(string text) =>
        (await FindAsync(text)).Select(hit => hit.Name);
}
