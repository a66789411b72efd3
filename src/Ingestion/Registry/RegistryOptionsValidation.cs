using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Registry;

/// <summary>Reads section <c>Registry</c> and holds it to the bounds of <see cref="RegistryOptions"/>; each message names the setting and its value.</summary>
internal sealed class RegistryOptionsValidation : IValidateOptions<RegistryOptions>
{
    /// <exception cref="OptionsValidationException">A value cannot be read as what the setting is.</exception>
    public static void Bind(IConfiguration configuration, RegistryOptions options)
    {
        try
        {
            configuration.GetSection(RegistryOptions.SectionName).Bind(options);
        }
        catch (InvalidOperationException unreadable)
        {
            // The binder's message names both: Failed to convert configuration value 'x' at 'Registry:MaxRetries' to type ….
            throw new OptionsValidationException(
                RegistryOptions.SectionName,
                typeof(RegistryOptions),
                [unreadable.Message]
            );
        }
    }

    public ValidateOptionsResult Validate(string? name, RegistryOptions options)
    {
        var failures = new List<string>();
        foreach (var property in typeof(RegistryOptions).GetProperties())
        {
            var value = property.GetValue(options);
            foreach (
                var range in property.GetCustomAttributes(typeof(RangeAttribute), inherit: true).Cast<RangeAttribute>()
            )
            {
                if (!range.IsValid(value))
                {
                    failures.Add(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{RegistryOptions.SectionName}:{property.Name} is '{value}'; it must be between {range.Minimum} and {range.Maximum}."
                        )
                    );
                }
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
