using System.Globalization;
using System.Text;
using Emergency.Domain.Drills;
using Emergency.Server.Features.Drills.Scenarios.Reading;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;

namespace Emergency.Server.Features.Drills.Scenarios;

/// <summary>A scenario and its file; <paramref name="Authority"/> is null for a scenario of the product.</summary>
internal sealed record ScenarioOpened(string Id, string? Authority, int Version, bool Withdrawn, Scenario Scenario, string File);

internal sealed record ScenariosShown(IReadOnlyList<ScenarioLight> Items, long Position);

/// <param name="File">The YAML as it was written.</param>
internal sealed record ScenarioShown(
    ScenarioLight Scenario,
    string Hour,
    string Weather,
    string? Words,
    IReadOnlyList<Objective> Objectives,
    IReadOnlyList<InjectShown> Injects,
    IReadOnlyList<ExpectedShown> Expect,
    string File
)
{
    internal ScenarioShown(ScenarioLight light, Scenario one, string file)
        : this(
            light,
            one.Start.Hour.ToString("HH:mm", CultureInfo.InvariantCulture),
            one.Start.Weather,
            one.Start.Words,
            one.Objectives,
            [
                .. one.Injects.Select(inject => new InjectShown(
                    inject.Id,
                    inject.Title,
                    inject.When is Trigger.At at ? at.Offset.TotalSeconds : null,
                    inject.To,
                    inject.Branch
                )),
            ],
            [
                .. one.Expect.Select(action => new ExpectedShown(
                    action.Id,
                    action.Title,
                    action.Objective,
                    action.Who,
                    action.After,
                    action.Within.TotalSeconds,
                    action.Proof is Proof.ByObserver observer ? observer.Question : null,
                    action.Branch
                )),
            ],
            file
        ) { }
}

/// <param name="AtSeconds">Seconds after the start; left out where it waits for something.</param>
internal sealed record InjectShown(string Id, string Title, double? AtSeconds, IReadOnlyList<string> To, string? Branch);

/// <param name="After">Inject from which its time counts.</param>
/// <param name="Question">Question for the observer; left out where events prove it.</param>
internal sealed record ExpectedShown(
    string Id,
    string Title,
    string Objective,
    string? Who,
    string After,
    double WithinSeconds,
    string? Question,
    string? Branch
);

/// <summary>Result of checking or publishing a file.</summary>
/// <param name="ScenarioId">Id by which drills name it; left out where nothing was published.</param>
/// <param name="Id">Id in the file.</param>
/// <param name="Same">Version that already has exactly this file; left out where it is new.</param>
/// <param name="Newest">Newest version under this id before; left out where there was none. To publish the next one, send onto= this number.</param>
/// <param name="Mistakes">Mistakes in the file's order; empty where there are none.</param>
internal sealed record ScenarioChecked(
    string? ScenarioId,
    string? Id,
    string? Title,
    int? Same,
    int? Newest,
    IReadOnlyList<MistakeShown> Mistakes,
    long Position
);

/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Field">Path as in injects[2].when.at; empty for the file as a whole.</param>
/// <param name="Message">The reason in words.</param>
internal sealed record MistakeShown(long Line, long Column, string Field, MistakeKind Reason, string Message)
{
    internal static MistakeShown Of(Mistake mistake, string language)
    {
        IReadOnlyList<string> arguments =
            mistake.Kind == MistakeKind.WrongType
                ? [Sentences.In(language)[$"scenario-file.expected.{mistake.Arguments[0]}"]]
                : mistake.Arguments;
        return new(
            mistake.Line,
            mistake.Column,
            mistake.Field,
            mistake.Kind,
            Sentences.Of(language, new(Mistake.Key(mistake.Kind), arguments))
        );
    }

    internal string At(string language)
    {
        var line =
            language == "en"
                ? string.Create(CultureInfo.InvariantCulture, $"line {Line}")
                : string.Create(CultureInfo.InvariantCulture, $"第 {Line} 行");
        return Field.Length == 0 ? $"{line}: {Message}" : $"{line} {Field}: {Message}";
    }
}

internal sealed record ScenarioWithdrawnAt(string ScenarioId, long Position);

/// <summary>The JSON Schema of scenario files.</summary>
internal sealed class ScenarioSchema : IWritten
{
    public static string ContentType => "application/schema+json";
    public ReadOnlyMemory<byte> Bytes => Encoding.UTF8.GetBytes(ScenarioShape.Schema);
}
