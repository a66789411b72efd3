using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Tests.Fakes;

/// <summary>A registry in memory that counts what it is asked, and can be slow, broken or down.</summary>
internal sealed class ScriptedRegistry : IRegistryClient
{
    private readonly ConcurrentDictionary<string, JsonObject> packuments = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> held = new();
    private readonly ConcurrentDictionary<string, RegistryAnswer.Failed> failures = new();
    private readonly ConcurrentDictionary<string, int> asked = new();
    private int inFlight;
    private int notModified;

    public RegistryAnswer.Failed? Down { get; set; }

    public int Total => asked.Values.Sum();

    public int NotModified => Volatile.Read(ref notModified);

    public int MostInFlight { get; private set; }

    public int Asked(string name) => asked.GetValueOrDefault(name);

    /// <summary>Publishes a version, which becomes latest; dependencies as <c>name@range</c>.</summary>
    public ScriptedRegistry Publish(string name, string version, params string[] dependencies) =>
        Publish(name, version, "dependencies", dependencies);

    public ScriptedRegistry PublishOptional(string name, string version, params string[] dependencies) =>
        Publish(name, version, "optionalDependencies", dependencies);

    public ScriptedRegistry Unpublish(string name)
    {
        packuments.TryRemove(name, out _);
        return this;
    }

    /// <summary>Holds the package's answers back until released.</summary>
    public void Hold(string name) => held[name] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release(string name)
    {
        if (held.TryRemove(name, out var hold))
        {
            hold.SetResult();
        }
    }

    public void Fail(string name, FailureKind kind = FailureKind.Unavailable, bool isRetryable = true) =>
        failures[name] = new(kind, $"'{name}' cannot be had.", null, isRetryable);

    public void Mend(string name) => failures.TryRemove(name, out _);

    public async Task<RegistryAnswer> FetchAsync(
        string name,
        DocumentForm form,
        string? etag,
        string? lastModified,
        CancellationToken cancellationToken
    )
    {
        asked.AddOrUpdate(name, 1, static (_, count) => count + 1);
        lock (asked)
        {
            MostInFlight = Math.Max(MostInFlight, ++inFlight);
        }

        try
        {
            if (held.TryGetValue(name, out var hold))
            {
                await hold.Task.WaitAsync(cancellationToken);
            }

            return await AnswerAsync(name, form, etag, cancellationToken);
        }
        finally
        {
            lock (asked)
            {
                inFlight--;
            }
        }
    }

    private async Task<RegistryAnswer> AnswerAsync(
        string name,
        DocumentForm form,
        string? etag,
        CancellationToken cancellationToken
    )
    {
        if (Down is not null)
        {
            return Down;
        }

        if (failures.TryGetValue(name, out var failure))
        {
            return failure;
        }

        if (!packuments.TryGetValue(name, out var document))
        {
            return RegistryAnswer.NotFound.Instance;
        }

        byte[] json;
        lock (document)
        {
            json = JsonSerializer.SerializeToUtf8Bytes(document);
        }

        var current = $"\"{form}-{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(json), 0, 6)}\"";
        if (etag == current)
        {
            Interlocked.Increment(ref notModified);
            return RegistryAnswer.NotModified.Instance;
        }

        var packument = await PackumentReader.ReadAsync(
            new MemoryStream(json),
            name,
            form == DocumentForm.Full,
            cancellationToken: cancellationToken
        );
        return new RegistryAnswer.Fetched(packument, current, null, json.Length);
    }

    private ScriptedRegistry Publish(string name, string version, string map, string[] dependencies)
    {
        var document = packuments.GetOrAdd(
            name,
            static name => new JsonObject
            {
                ["name"] = name,
                ["description"] = $"The package {name}.",
                ["dist-tags"] = new JsonObject(),
                ["versions"] = new JsonObject(),
            }
        );
        var declared = new JsonObject();
        foreach (var dependency in dependencies)
        {
            var at = dependency.LastIndexOf('@');
            declared[dependency[..at]] = dependency[(at + 1)..];
        }

        lock (document)
        {
            document["dist-tags"]!["latest"] = version;
            document["versions"]![version] = new JsonObject
            {
                ["name"] = name,
                ["version"] = version,
                [map] = declared,
                ["dist"] = new JsonObject
                {
                    ["tarball"] = $"http://registry.invalid/{name}-{version}.tgz",
                    ["shasum"] = "00",
                },
            };
        }

        return this;
    }
}
