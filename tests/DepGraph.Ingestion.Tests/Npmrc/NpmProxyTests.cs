using System.Net;
using DepGraph.Ingestion.Npmrc;

namespace DepGraph.Ingestion.Tests.Npmrc;

public sealed class NpmProxyTests
{
    [Theory]
    [InlineData("", "https://h.example/", null)]
    [InlineData("https-proxy=http://p.example:1/", "https://h.example/", "http://p.example:1/")]
    [InlineData("https-proxy=http://p.example:1/", "http://h.example/", "http://p.example:1/")]
    [InlineData("proxy=http://p.example:1/", "https://h.example/", "http://p.example:1/")]
    [InlineData("proxy=http://p.example:1/\nnoproxy=h.example", "https://h.example/", null)]
    [InlineData("proxy=http://p.example:1/\nnoproxy=.example, other", "https://a.h.example/", null)]
    [InlineData("proxy=http://p.example:1/\nnoproxy=h.example", "https://ah.example/", "http://p.example:1/")]
    [InlineData("proxy=null", "https://h.example/", null)]
    public void Npm_s_own_settings_choose_the_proxy(string file, string target, string? proxy)
    {
        using var machine = new NpmMachine().Write("project/.npmrc", file);

        Choose(machine, target).ShouldBe(proxy is null ? null : new Uri(proxy));
    }

    [Theory]
    [InlineData("HTTPS_PROXY", "https://h.example/", true)]
    [InlineData("https_proxy", "http://h.example/", true)]
    [InlineData("HTTP_PROXY", "http://h.example/", true)]
    [InlineData("http_proxy", "https://h.example/", false)]
    public void The_environment_does_otherwise(string variable, string target, bool isUsed)
    {
        using var machine = new NpmMachine().Set(variable, "http://p.example:1/").Set("NO_PROXY", "internal.example");

        (Choose(machine, target) is not null).ShouldBe(isUsed);
        Choose(machine, "https://x.internal.example/").ShouldBeNull();
    }

    [Fact]
    public void A_proxy_s_user_information_becomes_credentials()
    {
        using var machine = new NpmMachine().Set("HTTPS_PROXY", "http://me:s%40crets@p.example:1/");

        var credentials = Load(machine)!.Credentials.ShouldBeOfType<NetworkCredential>();

        credentials.UserName.ShouldBe("me");
        credentials.Password.ShouldBe("s@crets");
    }

    [Fact]
    public void What_is_no_proxy_is_named_without_its_secret()
    {
        using var machine = new NpmMachine().Set("HTTPS_PROXY", "gopher://me:s3cr3t@p.example");

        var e = Should.Throw<RegistryConfigurationException>(() => Load(machine));

        e.Message.ShouldContain("HTTPS_PROXY");
        e.Message.ShouldNotContain("s3cr3t");
    }

    private static IWebProxy? Load(NpmMachine machine) =>
        NpmConfiguration.Load(machine.Host, "https://h.example/")!.Transport.Proxy;

    private static Uri? Choose(NpmMachine machine, string target) =>
        Load(machine) is { } proxy && !proxy.IsBypassed(new Uri(target)) ? proxy.GetProxy(new Uri(target)) : null;
}
