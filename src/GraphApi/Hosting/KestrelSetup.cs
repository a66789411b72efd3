using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Hosting;

/// <summary>The web server, with limits on everything that a client controls.</summary>
internal static class KestrelSetup
{
    /// <summary>Any of these settings says where to listen; then <see cref="ApiHost.DefaultUrl"/> does not.</summary>
    private static readonly string[] AddressSettings = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];

    public static void Add(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.WebHost.UseKestrelCore();
        if (WantsTls(configuration))
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        if (!AddressSettings.Any(setting => configuration.GetSection(setting).Exists()))
        {
            builder.WebHost.UseUrls(ApiHost.DefaultUrl);
        }
        else if (configuration["urls"] is { Length: > 0 } urls)
        {
            Check(urls);
            builder.WebHost.UseUrls(urls);
        }

        builder
            .Services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<ApiOptions>>(
                (kestrel, api) =>
                {
                    kestrel.Configure(configuration.GetSection("Kestrel"));
                    Limit(kestrel, api.Value);
                }
            );
    }

    private static void Limit(KestrelServerOptions kestrel, ApiOptions api)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = api.MaxBodyBytes;
        kestrel.Limits.MaxConcurrentConnections = 10_000;
        kestrel.Limits.MaxRequestLineSize = 16 << 10;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 << 10;
        kestrel.Limits.MaxRequestHeaderCount = 100;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
    }

    private static bool WantsTls(ConfigurationManager configuration) =>
        configuration["urls"]?.Contains("https:", StringComparison.OrdinalIgnoreCase) == true
        || configuration["https_ports"] is { Length: > 0 }
        || configuration.GetSection("Kestrel").Exists();

    private static void Check(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsAddress(url))
            {
                throw new FormatException($"urls has '{url}'; an address is such as {ApiHost.DefaultUrl}.");
            }
        }
    }

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= 0 and <= ushort.MaxValue };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
