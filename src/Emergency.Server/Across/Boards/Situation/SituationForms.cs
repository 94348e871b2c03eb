using System.Text.Json;
using Emergency.Engine;
using Emergency.Server.Foundation;

namespace Emergency.Server.Across.Situation;

/// <summary>
/// The available forms: ours, and those of the file an operator names. A form with the code of ours replaces it; others follow.
/// </summary>
internal sealed class SituationForms(Settings settings)
{
    private static readonly Lazy<IReadOnlyList<SituationForm>> Embedded = new(Load);

    public static IReadOnlyList<SituationForm> BuiltIn => Embedded.Value;

    /// <summary>Codes of the lines to report to by telephone, for which there are words.</summary>
    public static IReadOnlySet<string> Lines { get; } = BuiltIn.SelectMany(form => form.Lines.All).ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<SituationForm> All { get; } = With(Own(settings));

    /// <summary>Throws <see cref="CannotStart"/> where the file is missing, cannot be read, or uses an unknown slot.</summary>
    public static void Check(Settings settings) => Own(settings);

    private static IReadOnlyList<SituationForm> With(IReadOnlyList<SituationForm> own) =>
        [
            .. BuiltIn.Select(ours => own.FirstOrDefault(one => one.Code == ours.Code) ?? ours),
            .. own.Where(one => BuiltIn.All(ours => ours.Code != one.Code)),
        ];

    private static IReadOnlyList<SituationForm> Own(Settings settings)
    {
        if (settings.SituationForms is not { } path)
            return [];
        if (!File.Exists(path))
            throw new CannotStart($"situation-forms: there is no file {path}");
        try
        {
            using var file = File.OpenRead(path);
            var own = SituationForm.Read(file);
            return Fault(own) is { } fault ? throw new CannotStart($"situation-forms: {path}: {fault}") : own;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            throw new CannotStart($"situation-forms: {path}: {fault.Message}");
        }
    }

    private static string? Fault(IReadOnlyList<SituationForm> own)
    {
        if (own.GroupBy(one => one.Code, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return $"{twice.Key} stands there twice";
        foreach (var form in own)
            if (form.Slots.Except(SituationFacts.Names, StringComparer.Ordinal).FirstOrDefault() is { } slot)
                return $"{form.Code}: nobody knows {{{slot}}}; known are {string.Join(' ', SituationFacts.Names)}";
            else if (form.Lines.All.Except(Lines, StringComparer.Ordinal).FirstOrDefault() is { } line)
                return $"{form.Code}: lines are {string.Join(' ', Lines)}, not {line}";
        return null;
    }

    private static IReadOnlyList<SituationForm> Load()
    {
        using var file = typeof(SituationForms).Assembly.GetManifestResourceStream("situation-forms.json")!;
        return SituationForm.Read(file);
    }
}
