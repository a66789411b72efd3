using DepGraph.Ingestion.Registry;

namespace DepGraph.Ingestion.Tests.Registry;

public sealed class RedirectPolicyTests
{
    [Theory]
    [InlineData("https://a.example/x", "https://b.example/y", true)]
    [InlineData("http://a.example/x", "https://b.example/y", true)]
    [InlineData("http://a.example/x", "http://b.example/y", true)]
    [InlineData("https://a.example/x", "http://b.example/y", false)]
    [InlineData("https://a.example/x", "https://127.0.0.1/y", false)]
    [InlineData("https://a.example/x", "https://localhost:8443/y", false)]
    [InlineData("https://a.example/x", "https://app.localhost/y", false)]
    [InlineData("https://a.example/x", "https://[::1]/y", false)]
    [InlineData("https://a.example/x", "https://[::ffff:127.0.0.1]/y", false)]
    [InlineData("https://a.example/x", "https://2130706433/y", false)]
    [InlineData("http://a.example/x", "http://169.254.169.254/latest/meta-data", false)]
    [InlineData("http://a.example/x", "http://0.0.0.0/y", false)]
    [InlineData("http://a.example/x", "http://[fe80::1]/y", false)]
    [InlineData("http://127.0.0.1:1/x", "http://127.0.0.1:2/y", true)]
    [InlineData("https://a.example/x", "data:application/json,{}", false)]
    [InlineData("https://a.example/x", "file:///etc/passwd", false)]
    public void Only_places_at_least_as_trusted_are_followed(string from, string to, bool isFollowed) =>
        (RedirectPolicy.Resolve(new Uri(from), new Uri(to)) is not null).ShouldBe(isFollowed);

    [Theory]
    [InlineData("https://a.example/x", "https://A.example:443/y", true)]
    [InlineData("https://a.example/x", "https://a.example:444/y", false)]
    [InlineData("https://a.example/x", "http://a.example:443/y", false)]
    [InlineData("https://a.example/x", "https://a.example.evil/y", false)]
    public void An_origin_is_scheme_host_and_port(string a, string b, bool isSame) =>
        RedirectPolicy.IsSameOrigin(new Uri(a), new Uri(b)).ShouldBe(isSame);
}
