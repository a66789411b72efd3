using DepGraph.Ingestion.Npmrc;
using DepGraph.Ingestion.Registry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Tests.Registry;

public sealed class RegistryServicesTests
{
    [Fact]
    public async Task A_host_asks_the_registry_of_its_settings()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(404));
        using var host = Build(("Registry:Url", peer.Address.AbsoluteUri));
        await host.StartAsync(TestContext.Current.CancellationToken);

        var answer = await host
            .Services.GetRequiredService<IRegistryClient>()
            .FetchAsync("a", DocumentForm.Abbreviated, null, null, TestContext.Current.CancellationToken);

        answer.ShouldBeOfType<RegistryAnswer.NotFound>();
    }

    [Fact]
    public async Task A_wrong_address_stops_the_start()
    {
        using var host = Build(("Registry:Url", "nonsense"));

        var e = await Should.ThrowAsync<RegistryConfigurationException>(
            host.StartAsync(TestContext.Current.CancellationToken)
        );

        e.Message.ShouldContain("Registry:Url");
        e.Message.ShouldContain("nonsense");
    }

    [Fact]
    public async Task A_limit_out_of_range_stops_the_start_and_is_named()
    {
        using var host = Build(("Registry:Url", "http://127.0.0.1:1/"), ("Registry:MaxRetries", "-1"));

        var e = await Should.ThrowAsync<OptionsValidationException>(
            host.StartAsync(TestContext.Current.CancellationToken)
        );

        e.Message.ShouldContain("MaxRetries");
    }

    private static IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))
        );
        builder.Services.AddLogging();
        builder.Services.AddRegistryClient(builder.Configuration);
        return builder.Build();
    }
}
