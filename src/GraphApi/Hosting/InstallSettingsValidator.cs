using DepGraph.Npm.SemVer;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Hosting;

/// <summary>Names each setting that is no version.</summary>
internal sealed class InstallSettingsValidator : IValidateOptions<InstallSettings>
{
    public ValidateOptionsResult Validate(string? name, InstallSettings options)
    {
        (string Setting, string Value)[] settings =
        [
            (nameof(options.NodeVersion), options.NodeVersion),
            (nameof(options.NpmVersion), options.NpmVersion),
        ];
        string[] failures =
        [
            .. settings
                .Where(setting => !SemVersion.TryParse(setting.Value, loose: false, out _))
                .Select(setting =>
                    $"{InstallSettings.SectionName}:{setting.Setting} is '{setting.Value}'; it must be a version such as 24.11.0."
                ),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
