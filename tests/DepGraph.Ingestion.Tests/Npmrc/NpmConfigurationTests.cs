using DepGraph.Ingestion.Npmrc;

namespace DepGraph.Ingestion.Tests.Npmrc;

public sealed class NpmConfigurationTests
{
    [Fact]
    public void Each_layer_beats_the_ones_below_it()
    {
        using var machine = new NpmMachine().InstallNpm("exit 1");
        var registry = () => NpmConfiguration.Load(machine.Host, registryUrl: null)?.Default.Address.Host;

        registry().ShouldBeNull();
        machine.Write("node/lib/node_modules/npm/npmrc", "registry=http://builtin.example");
        registry().ShouldBe("builtin.example");
        machine.Write("node/etc/npmrc", "registry=http://global.example");
        registry().ShouldBe("global.example");
        machine.Write("home/.npmrc", "registry=http://user.example");
        registry().ShouldBe("user.example");
        machine.Write("project/.npmrc", "registry=http://project.example");
        registry().ShouldBe("project.example");
        machine.Set("npm_config_registry", "http://lower.example");
        registry().ShouldBe("lower.example");
        machine.Set("NPM_CONFIG_REGISTRY", "http://upper.example");
        registry().ShouldBe("upper.example");
        NpmConfiguration.Load(machine.Host, "http://own.example")!.Default.Address.Host.ShouldBe("own.example");
    }

    [Fact]
    public void Files_lie_where_other_settings_say()
    {
        using var machine = new NpmMachine();
        machine
            .Write(
                "elsewhere/user",
                $"globalconfig={machine.Path("elsewhere/global")}\n@a:registry=http://user.example"
            )
            .Write("elsewhere/global", "registry=http://global.example\n@a:registry=http://global.example")
            .Write("home/.npmrc", "registry=http://never-read.example")
            .Set("NPM_CONFIG_USERCONFIG", machine.Path("elsewhere/user"));

        var found = NpmConfiguration.Load(machine.Host, registryUrl: null).ShouldNotBeNull();

        found.Default.Address.ShouldBe(new Uri("http://global.example/"));
        found.Default.Source.ShouldContain(machine.Path("elsewhere/global"));
        found.For("@a/x").Address.ShouldBe(new Uri("http://user.example/"));
    }

    [Fact]
    public void The_prefix_places_the_global_file()
    {
        using var machine = new NpmMachine();
        machine.Write("opt/etc/npmrc", "registry=http://global.example").Set("npm_config_prefix", machine.Path("opt"));

        NpmConfiguration.Load(machine.Host, null)!.Default.Address.Host.ShouldBe("global.example");
    }

    [Fact]
    public void Empty_values_are_no_settings()
    {
        using var machine = new NpmMachine();
        machine
            .Set("NPM_CONFIG_REGISTRY", "")
            .Write("project/.npmrc", "@a:registry=\n")
            .Write("home/.npmrc", "registry=http://user.example");

        var found = NpmConfiguration.Load(machine.Host, "  ").ShouldNotBeNull();

        found.Default.Address.Host.ShouldBe("user.example");
        found.Scopes.ShouldBeEmpty();
    }

    [Fact]
    public void Scopes_go_to_their_registries_with_their_credentials()
    {
        using var machine = new NpmMachine();
        machine
            .Set("TOKEN", "from-environment")
            .Write(
                "project/.npmrc",
                """
                registry=https://registry.example/
                @acme:registry=https://npm.acme.example/feeds/one
                //npm.acme.example/feeds/:_authToken=${TOKEN}
                //registry.example/:username=me
                //registry.example/:_password=c2VjcmV0
                """
            );

        var found = NpmConfiguration.Load(machine.Host, null).ShouldNotBeNull();

        found.For("@acme/x").Address.ShouldBe(new Uri("https://npm.acme.example/feeds/one/"));
        found.For("@acme/x").Authorization!.ToString().ShouldBe("Bearer from-environment");
        found.For("@acmes/x").ShouldBeSameAs(found.Default);
        found.For("acme").ShouldBeSameAs(found.Default);
        found.Default.Authorization!.ToString().ShouldBe("Basic bWU6c2VjcmV0");
    }

    [Theory]
    [InlineData(
        "https://h.example/a/b/",
        "//h.example/a/b/:_authToken=deep\n//h.example/:_authToken=root",
        "Bearer deep"
    )]
    [InlineData("https://h.example/a/b", "//h.example/a/:_auth=dTpw\n//h.example/:_authToken=root", "Basic dTpw")]
    [InlineData("https://h.example/a/b", "//h.example/a:_authToken=bare", "Bearer bare")]
    [InlineData("https://h.example/a/b", "//h.example/a/b/c/:_authToken=below", null)]
    [InlineData("https://h.example/ab/", "//h.example/a:_authToken=other", null)]
    [InlineData("https://h.example:8443/", "//h.example/:_authToken=other-port", null)]
    [InlineData("https://h.example:8443/", "//h.example:8443/:_authToken=port", "Bearer port")]
    [InlineData("https://evil.example/", "//h.example/:_authToken=other-host", null)]
    [InlineData("https://h.example/", "_authToken=unscoped", null)]
    [InlineData("https://me:secret@h.example/", "", "Basic bWU6c2VjcmV0")]
    [InlineData("https://me:secret@h.example/", "//h.example/:_authToken=named", "Bearer named")]
    public void The_longest_address_that_fits_gives_the_credentials(string registry, string file, string? header)
    {
        using var machine = new NpmMachine().Write("project/.npmrc", file);

        var endpoint = NpmConfiguration.Load(machine.Host, registry)!.Default;

        endpoint.Authorization?.ToString().ShouldBe(header);
        endpoint.Address.UserInfo.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_shown_holds_no_secret()
    {
        using var machine = new NpmMachine().Write("project/.npmrc", "//h.example/:_authToken=s3cr3t\n_auth=s3cr3t");

        var found = NpmConfiguration.Load(machine.Host, "https://user:s3cr3t@h.example/")!;

        found.Describe().ShouldContain("https://h.example/");
        found.Describe().ShouldContain("//h.example/:_authToken");
        found.Warnings.ShouldHaveSingleItem().ShouldContain("_auth ");
        string.Concat(found.Describe(), string.Concat(found.Warnings)).ShouldNotContain("s3cr3t");
    }

    [Theory]
    [InlineData("registry.example")]
    [InlineData("ftp://registry.example/")]
    [InlineData("file:///srv/npm")]
    [InlineData("http://")]
    [InlineData("https://registry.example/?token=s3cr3t")]
    [InlineData("https://registry.example/#s3cr3t")]
    [InlineData("htps://me:s3cr3t@registry.example/")]
    public void A_wrong_address_is_named_with_its_source_but_not_its_secrets(string value)
    {
        using var machine = new NpmMachine().Write("project/.npmrc", $"registry=\"{value}\"");

        var e = Should.Throw<RegistryConfigurationException>(() => NpmConfiguration.Load(machine.Host, null));

        e.Message.ShouldContain("registry from");
        e.Message.ShouldContain(machine.Path("project/.npmrc"));
        e.Message.ShouldNotContain("s3cr3t");
        Should
            .Throw<RegistryConfigurationException>(() => NpmConfiguration.Load(machine.Host, value))
            .Message.ShouldContain("Registry:Url");
    }

    [Fact]
    public void A_variable_that_is_not_set_is_named()
    {
        using var machine = new NpmMachine().Write("project/.npmrc", "registry=https://${MIRROR}/npm");

        Should
            .Throw<RegistryConfigurationException>(() => NpmConfiguration.Load(machine.Host, null))
            .Message.ShouldContain("environment variable MIRROR");
    }

    [Fact]
    public void A_token_whose_variable_is_not_set_is_left_out_with_a_warning()
    {
        using var machine = new NpmMachine().Write("project/.npmrc", "//h.example/:_authToken=${NPM_TOKEN}");

        var found = NpmConfiguration.Load(machine.Host, "https://h.example/")!;

        found.Default.Authorization.ShouldBeNull();
        found.Warnings.ShouldHaveSingleItem().ShouldContain("NPM_TOKEN");
    }

    [Fact]
    public void A_token_that_would_break_the_header_is_refused()
    {
        using var machine = new NpmMachine().Write("project/.npmrc", "//h.example/:_authToken=\"a\\r\\nX: s3cr3t\"");

        var e = Should.Throw<RegistryConfigurationException>(() =>
            NpmConfiguration.Load(machine.Host, "https://h.example/")
        );

        e.Message.ShouldContain("//h.example/:_authToken");
        e.Message.ShouldNotContain("s3cr3t");
    }

    [Fact]
    public void Relaxed_certificates_are_warned_of()
    {
        using var machine = new NpmMachine().Write("project/.npmrc", "strict-ssl=false");

        var found = NpmConfiguration.Load(machine.Host, "https://h.example/")!;

        found.Transport.VerifyCertificates.ShouldBeFalse();
        found.Warnings.ShouldHaveSingleItem().ShouldContain("strict-ssl");
    }

    [Fact]
    public void A_cafile_that_is_not_there_is_named()
    {
        using var machine = new NpmMachine().Write("project/.npmrc", "cafile=~/missing.pem");

        Should
            .Throw<RegistryConfigurationException>(() => NpmConfiguration.Load(machine.Host, "https://h.example/"))
            .Message.ShouldContain(machine.Path("home/missing.pem"));
    }
}
