using Emergency.Domain;

namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>Kinds of mistakes in a scenario file. Their sentences are "scenario-file.…" in the resource files.</summary>
internal enum MistakeKind
{
    FileTooLarge,
    FileEmpty,
    NotYaml,
    SeveralDocuments,
    NotPlain,
    TooDeep,
    DuplicateField,
    UnknownField,
    MissingField,
    WrongType,
    TextLength,
    NotAChoice,
    BadId,
    BadDuration,
    BadHour,
    OutOfRange,
    TooFew,
    TooMany,
    ExactlyOne,
    DuplicateId,
    UnknownReference,
    UnknownForm,
    UnknownPath,
    UnknownValue,
    Circle,
    AfterTheEnd,
    TooManyMistakes,
    NoTime,
    FullWidth,
    PersonName,
    PhoneNumber,
    IdentityNumber,
    RoleCannot,
}

/// <summary>A mistake in a scenario file.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Field">Path as in injects[2].when.at; empty for the file as a whole.</param>
/// <param name="Arguments">Arguments of the sentence: the wrong word, the allowed ones.</param>
internal sealed record Mistake(MistakeKind Kind, long Line, long Column, string Field, ListOf<string> Arguments)
{
    public static string Key(MistakeKind kind) =>
        $"scenario-file.{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString())}";

    /// <summary>Keys of all sentences.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        .. Enum.GetValues<MistakeKind>().Select(Key),
        .. ((string[])["text", "number", "whole", "list", "fields"]).Select(kind => $"scenario-file.expected.{kind}"),
    ];
}
