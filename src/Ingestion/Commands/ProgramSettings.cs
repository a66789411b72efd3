using DepGraph.Ingestion.Hosting;
using DepGraph.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Commands;

/// <summary>
/// The settings of a command that starts no host, from <see cref="ConfigurationSources"/>.
/// </summary>
internal sealed class ProgramSettings
{
    private readonly IConfiguration configuration;

    /// <param name="arguments">What of the command line the command itself does not know.</param>
    /// <exception cref="OptionsValidationException">One of them is no setting.</exception>
    /// <exception cref="InvalidDataException"><c>appsettings.json</c> is malformed.</exception>
    public ProgramSettings(IReadOnlyList<string> arguments)
    {
        Check(arguments);
        var builder = new ConfigurationBuilder();
        ConfigurationSources.Add(builder, [.. arguments]);
        configuration = builder.Build();
    }

    /// <summary>The file that a worker writes its sign of life to; null when none is named.</summary>
    public string? HealthFile =>
        configuration[$"{IngestionOptions.SectionName}:{nameof(IngestionOptions.HealthFile)}"] is { Length: > 0 } file
            ? file
            : null;

    /// <summary>The section <c>Store</c>; validated when the store is made.</summary>
    /// <exception cref="OptionsValidationException">A value cannot be read as what the setting is.</exception>
    public StoreOptions Store => StoreOver(new StoreOptions());

    /// <summary>The same over a command's own defaults.</summary>
    /// <inheritdoc cref="Store"/>
    public StoreOptions StoreOver(StoreOptions defaults)
    {
        try
        {
            configuration.GetSection(StoreOptions.SectionName).Bind(defaults);
        }
        catch (InvalidOperationException failure)
        {
            // The binder's own message names setting, value and type.
            throw Refused([failure.Message]);
        }

        return defaults;
    }

    /// <exception cref="OptionsValidationException">One of the arguments is no setting.</exception>
    public static void Check(IReadOnlyList<string> arguments)
    {
        var unknown = arguments.Where(argument => !IsSetting(argument)).ToArray();
        if (unknown.Length > 0)
        {
            throw Refused(
                unknown.Select(argument => $"'{argument}' is neither an option nor a setting (--Section:Name=value).")
            );
        }
    }

    private static bool IsSetting(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal)
        && argument.IndexOf(':', StringComparison.Ordinal) is > 2 and var colon
        && argument.IndexOf('=', StringComparison.Ordinal) > colon;

    private static OptionsValidationException Refused(IEnumerable<string> failures) =>
        new(StoreOptions.SectionName, typeof(StoreOptions), failures);
}
