using System.Globalization;
using System.Text;
using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Tests.Packuments;

public sealed class PackumentReaderTests
{
    [Fact]
    public async Task Everything_a_manifest_says_is_exposed()
    {
        var integrity = "sha512-" + Convert.ToBase64String(new byte[64]);
        var manifest = await PackumentSamples.ManifestAsync(
            $$$"""
            "dependencies":{"b":"^1","c":"2"},"optionalDependencies":{"c":"~2","d":"*"},"devDependencies":{"t":"1"},
            "peerDependencies":{"p":">=1","q":"3"},"peerDependenciesMeta":{"q":{"optional":true}},
            "deprecated":"use b","engines":{"node": ">= 10 ","npm":"*"},"os":["linux","!win32"],"cpu":["x64"],
            "bundleDependencies":["b"],"hasInstallScript":true,"_hasShrinkwrap":true,
            "dist":{"integrity":"{{{integrity}}}","shasum":"7b33a9fb54c605a3be46c1d3dbbc821acf1d2efb","unpackedSize":1234,
            "fileCount":7,"tarball":"https://registry.test/a/-/a-1.0.0.tgz"}
            """
        );
        manifest
            .Requirements.Select(requirement => $"{requirement.Kind} {requirement}")
            .ShouldBe(["Prod b@^1", "Optional c@~2", "Optional d@*", "Dev t@1", "Peer p@>=1", "PeerOptional q@3"]);
        manifest.Deprecated.ShouldBe("use b");
        manifest.EnginesJson.ShouldBe("""{"node":">= 10 ","npm":"*"}""");
        manifest.Os.ShouldBe(["linux", "!win32"]);
        manifest.Cpu.ShouldBe(["x64"]);
        manifest.BundledNames.ShouldBe(["b"]);
        manifest.HasInstallScript.ShouldBeTrue();
        manifest.HasShrinkwrap.ShouldBeTrue();
        manifest.Integrity.ShouldBe(integrity);
        manifest.Shasum.ShouldBe("7b33a9fb54c605a3be46c1d3dbbc821acf1d2efb");
        manifest.UnpackedSize.ShouldBe(1234);
        manifest.FileCount.ShouldBe(7);
        manifest.Tarball.ShouldBe("https://registry.test/a/-/a-1.0.0.tgz");
        manifest.SemVersion!.Major.ShouldBe(1);
    }

    [Theory]
    [InlineData("0", 0L, 0L)]
    [InlineData("2147483647", 2147483647L, 2147483647L)]
    [InlineData("2147483648", 2147483648L, null)]
    [InlineData("1e3", 1000L, 1000L)]
    [InlineData("9223372036854775807", null, null)]
    [InlineData("9e15", null, null)]
    [InlineData("-1", null, null)]
    [InlineData("1.5", null, null)]
    public async Task Sizes_that_no_package_has_are_unknown(string number, long? size, long? count)
    {
        var manifest = await PackumentSamples.ManifestAsync(
            $$"""
            "dist":{"unpackedSize":{{number}},"fileCount":{{number}}}
            """
        );
        manifest.UnpackedSize.ShouldBe(size);
        manifest.FileCount.ShouldBe(count);
    }

    // Each of these is as long as a text that is looked for, so that it is compared.
    [Theory]
    [InlineData("""{"name":"a","versions":{},"repository":{"\ud800":"x","url":"u"}}""")]
    [InlineData("""{"name":"a","versions":{},"repository":"u","maintainers":[{"a\ud800b":"x"}]}""")]
    [InlineData("""{"name":"a","versions":{},"repository":"u","time":{"1.0.0":"2020-01-01T\ud800Z"}}""")]
    [InlineData("""{"name":"a","versions":{},"repository":"u","modified":"\ud8002020-01-01"}""")]
    [InlineData(
        """{"name":"a","repository":"u","versions":{"1.0.0":{"peerDependenciesMeta":{"p":{"op\ud800al":true}}}}}"""
    )]
    public async Task Half_a_surrogate_pair_spoils_nothing_around_it(string json)
    {
        var packument = await PackumentSamples.ReadAsync(json, full: true);
        packument.Details!.RepositoryUrl.ShouldBe("u");
    }

    [Fact]
    public async Task A_name_with_half_a_surrogate_pair_is_another_one() =>
        await Should.ThrowAsync<PackumentFormatException>(() =>
            PackumentSamples.ReadAsync("""{"name":"a\ud800b","versions":{}}""", name: "abc")
        );

    [Theory]
    [InlineData("2021-02-03T04:05:06Z", "2021-02-03T04:05:06Z")]
    [InlineData("2021-02-03T04:05:06+02:00", "2021-02-03T02:05:06Z")]
    [InlineData("2021-02-03T04:05:06", "2021-02-03T04:05:06Z")]
    [InlineData("2021-02-03", "2021-02-03T00:00:00Z")]
    public async Task A_time_without_an_offset_is_not_taken_for_this_machines(string written, string meant)
    {
        var packument = await PackumentSamples.ReadAsync(
            $$$$"""{"name":"a","time":{"1.0.0":"{{{{written}}}}"},"versions":{"1.0.0":{}}}""",
            full: true
        );
        packument
            .Details!.Find("1.0.0")!
            .Value.PublishedAt.ShouldBe(DateTimeOffset.Parse(meant, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_a_manifest_does_not_say_is_null_or_empty()
    {
        var manifest = (await PackumentSamples.HeadAsync("""{"name":"a","versions":{"1.0.0":{}}}"""))[0];
        manifest.Requirements.ShouldBeEmpty();
        manifest.Deprecated.ShouldBeNull();
        manifest.EnginesJson.ShouldBeNull();
        manifest.Os.ShouldBeEmpty();
        manifest.BundledNames.ShouldBeEmpty();
        manifest.HasInstallScript.ShouldBeFalse();
        manifest.Integrity.ShouldBeNull();
        manifest.Shasum.ShouldBeNull();
        manifest.Tarball.ShouldBeNull();
        manifest.UnpackedSize.ShouldBeNull();
        manifest.Head.Modified.ShouldBeNull();
        manifest.Head.Latest.ShouldBeNull();
    }

    [Theory]
    [InlineData("\"\"", null)]
    [InlineData("false", null)]
    [InlineData("null", null)]
    [InlineData("0", null)]
    [InlineData("true", "true")]
    [InlineData("\"no\"", "no")]
    [InlineData("{ \"a\": 1 }", "{\"a\":1}")]
    public async Task Deprecated_is_what_JavaScript_takes_for_true(string json, string? message)
    {
        var manifest = await PackumentSamples.ManifestAsync($"\"deprecated\":{json}");
        manifest.Deprecated.ShouldBe(message);
        manifest.IsDeprecated.ShouldBe(message is not null);
    }

    [Theory]
    [InlineData("""{"b":"1","b":"2"}""", "b@2")]
    [InlineData("""{"b":"1","10":"x","9":"y","01":"z"}""", "9@y 10@x b@1 01@z")]
    [InlineData("""["x","y"]""", "0@x 1@y")]
    [InlineData("\"xy\"", "0@x 1@y")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("7", "")]
    [InlineData("true", "")]
    [InlineData("""{"__proto__":"1","constructor":"2"}""", "__proto__@1 constructor@2")]
    [InlineData("""{"\u0062":"\u005e1"}""", "b@^1")]
    [InlineData("""{"":"1"}""", "@1")]
    [InlineData("""{"b":null,"c":false,"d":""}""", "b@ c@ d@")]
    public async Task Dependencies_are_entered_as_Object_entries_would(string json, string requirements)
    {
        var manifest = await PackumentSamples.ManifestAsync($"\"dependencies\":{json}");
        string.Join(' ', manifest.Requirements).ShouldBe(requirements);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("[\"1\"]")]
    [InlineData("{\"x\":\"1\"}")]
    [InlineData("true")]
    public async Task A_range_that_is_no_text_is_kept_as_JSON_and_resolves_to_nothing(string json)
    {
        var requirement = (
            await PackumentSamples.ManifestAsync(
                $$"""
                "dependencies":{"b":{{json}}}
                """
            )
        ).Requirements.ShouldHaveSingleItem();
        requirement.Range.ShouldBe(json);
        requirement.Spec.ShouldBeNull();
        requirement.PackageName.ShouldBeNull();
    }

    [Theory]
    [InlineData("{\"b\":{\"optional\":true}}", DependencyKind.PeerOptional)]
    [InlineData("{\"b\":{\"optional\":\"yes\"}}", DependencyKind.PeerOptional)]
    [InlineData("{\"b\":{\"optional\":true},\"b\":{}}", DependencyKind.Peer)]
    [InlineData("{\"b\":{\"optional\":false}}", DependencyKind.Peer)]
    [InlineData("{\"b\":true}", DependencyKind.Peer)]
    [InlineData("{\"c\":{\"optional\":true}}", DependencyKind.Peer)]
    [InlineData("[]", DependencyKind.Peer)]
    [InlineData("null", DependencyKind.Peer)]
    public async Task A_peer_is_optional_when_its_meta_says_so(string meta, DependencyKind kind)
    {
        var manifest = await PackumentSamples.ManifestAsync(
            $$"""
            "peerDependenciesMeta":{{meta}},"peerDependencies":{"b":"1"}
            """
        );
        manifest.Requirements.ShouldHaveSingleItem().Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("\"bundleDependencies\":true", "b c")]
    [InlineData("\"bundleDependencies\":false", "")]
    [InlineData("\"bundledDependencies\":[\"c\",1]", "c")]
    [InlineData("\"bundleDependencies\":false,\"bundledDependencies\":[\"c\"]", "c")]
    [InlineData("\"bundleDependencies\":[\"b\"],\"bundledDependencies\":[\"c\"]", "b")]
    [InlineData("\"bundledDependencies\":[\"c\"],\"bundleDependencies\":[\"b\"]", "b")]
    [InlineData("\"bundleDependencies\":{\"b\":\"1\"}", "b")]
    public async Task Bundled_names_follow_both_spellings(string field, string names)
    {
        var manifest = await PackumentSamples.ManifestAsync(
            $$"""
            {{field}},"dependencies":{"b":"1","c":"1"}
            """
        );
        string.Join(' ', manifest.BundledNames).ShouldBe(names);
    }

    [Fact]
    public async Task Odd_types_of_fields_are_as_if_they_were_not_there()
    {
        var manifest = await PackumentSamples.ManifestAsync(
            """
            "os":"linux","cpu":{"x":1},"engines":["node >= 6"],"dist":"x","scripts":[1],"bundleDependencies":7,
            "peerDependencies":[],"optionalDependencies":null,"hasInstallScript":0
            """
        );
        manifest.Os.ShouldBe(["linux"]);
        manifest.Cpu.ShouldBeEmpty();
        manifest.EnginesJson.ShouldBe("""["node >= 6"]""");
        manifest.Tarball.ShouldBeNull();
        manifest.Requirements.ShouldBeEmpty();
        manifest.HasInstallScript.ShouldBeFalse();
    }

    [Theory]
    [InlineData("sha1-abc", "0000", "http://elsewhere.test/x.tgz", "12.5", "-3")]
    [InlineData("", "7B33A9FB54C605A3BE46C1D3DBBC821ACF1D2EFB", "", "\"7\"", "1e400")]
    [InlineData("sha512-!!", "g", "/a/-/a-1.0.1.tgz", "null", "[]")]
    public async Task Unusual_dist_texts_are_kept_and_unusable_sizes_are_unknown(
        string integrity,
        string shasum,
        string tarball,
        string size,
        string count
    )
    {
        var manifest = await PackumentSamples.ManifestAsync(
            $$"""
            "dist":{"integrity":"{{integrity}}","shasum":"{{shasum}}","tarball":"{{tarball}}","unpackedSize":{{size}},"fileCount":{{count}}}
            """
        );
        manifest.Integrity.ShouldBe(integrity);
        manifest.Shasum.ShouldBe(shasum);
        manifest.Tarball.ShouldBe(tarball);
        manifest.UnpackedSize.ShouldBeNull();
        manifest.FileCount.ShouldBeNull();
    }

    [Fact]
    public async Task Versions_are_ascending_and_found_by_their_text()
    {
        var head = await PackumentSamples.HeadAsync(
            """
            {"name":"a","versions":{"1.10.0":{},"1.9.0":{},"2.0.0-beta.2":{},"2.0.0-beta.10":{},"not a version":{},"2.0.0":{},
            "1.9.0+b":{},"":{},"1.\u0000":{},"0.1.0":null,"0.2.0":"x"}}
            """
        );
        Enumerable
            .Range(0, head.Count)
            .Select(i => head[i].Version)
            .ShouldBe([
                "",
                "1.\0",
                "not a version",
                "1.9.0+b",
                "1.9.0",
                "1.10.0",
                "2.0.0-beta.2",
                "2.0.0-beta.10",
                "2.0.0",
            ]);
        for (var i = 0; i < head.Count; i++)
        {
            head.IndexOf(head[i].Version).ShouldBe(i);
            head[i].ShouldBeSameAs(head[i]);
        }
        foreach (var missing in (string[])["0.1.0", "1.9", "2.0.0-beta", "\0", ".", new string('1', 1000)])
            head.IndexOf(missing).ShouldBe(-1);
    }

    [Fact]
    public async Task Tags_keep_their_order_even_when_they_point_nowhere()
    {
        var head = await PackumentSamples.HeadAsync(
            """{"name":"a","dist-tags":{"next":"2.0.0","latest":"1.0.0","odd":7,"next":"3.0.0"},"versions":{"1.0.0":{}}}"""
        );
        head.DistTags.ShouldBe([new DistTag("next", "3.0.0"), new DistTag("latest", "1.0.0")]);
        head.Latest.ShouldBe("1.0.0");
    }

    [Fact]
    public async Task A_repeated_key_replaces_what_was_before()
    {
        var head = await PackumentSamples.HeadAsync(
            """{"name":"a","versions":{"9.0.0":{}},"versions":{"1.0.0":{"deprecated":"x"},"1.0.0":{}}}"""
        );
        head.Count.ShouldBe(1);
        head[0].Deprecated.ShouldBeNull();
    }

    [Fact]
    public async Task Equal_requirements_and_lists_are_the_same_objects()
    {
        var head = await PackumentSamples.HeadAsync(
            """
            {"name":"a","versions":{"1.0.0":{"dependencies":{"b":"1","c":"1"}},"1.1.0":{"dependencies":{"c":"1"}},
            "1.2.0":{"dependencies":{"b":"1","c":"1"}}}}
            """
        );
        head[0].Requirements.ShouldBeSameAs(head[2].Requirements);
        head[1].Requirements[0].ShouldBeSameAs(head[0].Requirements[1]);
        head.DependencyCount.ShouldBe(5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{}")]
    [InlineData("{\"error\":\"not found\"}")]
    [InlineData("{\"name\":7}")]
    [InlineData("{\"name\":\"b\",\"versions\":{}}")]
    [InlineData("{\"name\":\"a\",\"versions\":[]}")]
    [InlineData("{\"name\":\"a\",\"versions\":{}} trailing")]
    [InlineData("{\"name\":\"a\",\"versions\":{\"1.0.0\":{}}")]
    [InlineData("{\"name\":\"a\",\"versions\":{\"1.0.0\":{\"dist\":{]}}}}")]
    [InlineData("<html></html>")]
    public async Task What_is_no_packument_is_refused(string json)
    {
        var error = await Should.ThrowAsync<PackumentFormatException>(() => PackumentSamples.HeadAsync(json));
        error.Message.ShouldStartWith("The document of a is not a packument: ");
    }

    [Fact]
    public async Task A_package_without_versions_is_a_packument()
    {
        var head = await PackumentSamples.HeadAsync("""{"name":"a","time":{"unpublished":{}}}""");
        head.Count.ShouldBe(0);
        head.IndexOf("1.0.0").ShouldBe(-1);
    }

    [Fact]
    public async Task A_byte_order_mark_and_names_with_escapes_are_accepted()
    {
        var head = await PackumentSamples.HeadAsync(
            "\uFEFF{\"n\\u0061me\":\"\\u0061\",\"v\\u0065rsions\":{\"1.0.0\":{\"\\u0064eprecated\":\"é\\uD83D\\uDE00\"}}}"
        );
        head[0].Deprecated.ShouldBe("é😀");
    }

    [Fact]
    public async Task Half_a_surrogate_pair_and_invalid_UTF8_do_no_harm()
    {
        var head = await PackumentSamples.HeadAsync(
            """{"name":"a","versions":{"1.0.0":{"deprecated":"x\ud800"},"\udc00":{"dependencies":{"\ud800":"\udc00"}}}}"""
        );
        head.Count.ShouldBe(2);
        head[0].Requirements.ShouldHaveSingleItem();
        var bytes = Encoding.UTF8.GetBytes("""{"name":"a","versions":{"1.0.0":{"deprecated":"x?"}}}""");
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xFF;
        using var stream = new MemoryStream(bytes);
        var other = (await PackumentReader.ReadAsync(stream, "a", full: false)).Head;
        other[0].Deprecated.ShouldBe("x\uFFFD");
    }

    [Fact]
    public async Task Both_forms_of_a_document_give_the_same_versions()
    {
        var full = await PackumentSamples.ReadAsync(
            """
            {"name":"a","readme":"long","dist-tags":{"latest":"1.0.0"},"time":{"modified":"2024-01-02T03:04:05.678Z"},
            "versions":{"1.0.0":{"scripts":{"postinstall":"x"},"dependencies":{"b":"1"},"license":"MIT"}}}
            """,
            full: true
        );
        var abbreviated = await PackumentSamples.ReadAsync(
            """
            {"name":"a","modified":"2024-01-02T03:04:05.678Z","dist-tags":{"latest":"1.0.0"},
            "versions":{"1.0.0":{"dependencies":{"b":"1"},"hasInstallScript":true}}}
            """
        );
        abbreviated.Details.ShouldBeNull();
        full.Head.ContentHash.ShouldBe(abbreviated.Head.ContentHash);
        full.Head.Modified.ShouldBe(new DateTimeOffset(2024, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
    }

    [Fact]
    public async Task The_content_hash_changes_only_with_what_is_exposed()
    {
        const string document =
            """{"name":"a","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"dependencies":{"b":"1"}},"1.1.0":{}}}""";
        var hash = (await PackumentSamples.HeadAsync(document)).ContentHash;
        (await HashOf("\"b\":\"1\"}}", "\"b\":\"1\"},\"unknown\":{\"c\":[1]}}")).ShouldBe(hash);
        (await HashOf("{\"name\"", "{ \"readme\":\"x\", \"name\"")).ShouldBe(hash);
        (await HashOf("\"versions\":{", "\"versions\":{\"2.0.0\":7,")).ShouldBe(hash);
        (await HashOf("\"b\":\"1\"", "\"b\":\"2\"")).ShouldNotBe(hash);
        (await HashOf("1.1.0", "1.1.1")).ShouldNotBe(hash);
        (await HashOf("\"1.1.0\":{}", "\"1.1.0\":{\"deprecated\":\"x\"}")).ShouldNotBe(hash);
        (await HashOf("\"latest\":\"1.0.0\"", "\"latest\":\"1.1.0\"")).ShouldNotBe(hash);

        async Task<string> HashOf(string from, string to) =>
            (await PackumentSamples.HeadAsync(document.Replace(from, to))).ContentHash;
    }
}
