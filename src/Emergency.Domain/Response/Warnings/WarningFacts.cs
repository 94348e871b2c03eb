using Emergency.Domain.Places;

namespace Emergency.Domain.Warnings;

/// <summary>Colour 红橙黄蓝 of a warning; never of an incident, which has a grade, and never of a response.</summary>
public enum WarningLevel
{
    Blue,
    Yellow,
    Orange,
    Red,
}

/// <summary>Status of a message. Only actual messages warn anybody; exercises, tests, the network's own messages and drafts are kept with
/// their status.</summary>
public enum WarningStatus
{
    Actual,
    Exercise,
    System,
    Test,
    Draft,
}

/// <summary>Permanent key of a message (CAP 1.2, 3.2.1).</summary>
public sealed record MessageKey(string Sender, string Identifier, DateTimeOffset Sent);

/// <summary>Facts of one warning message. Nothing here is sealed: it was issued to be spread, is written by an office and never holds
/// confidential words of a person.</summary>
/// <param name="Home">Division code of the desk that received it; each county receives, confirms and lifts for itself.</param>
/// <param name="Public">False for messages the sender meant for services only.</param>
/// <param name="References">Earlier messages it replaces.</param>
/// <param name="Hazard">Null where the message does not allow to say.</param>
/// <param name="Level">Null where the message has neither colour nor severity.</param>
/// <param name="From">Time from which it is in force, until just before <paramref name="Until"/>.</param>
/// <param name="Onset">Time at which the danger is expected to begin.</param>
/// <param name="Played">True for an exercise that a drill plays in its own realm: there it counts as actual. Never in live.</param>
/// <param name="ByHand">True when the desk itself wrote it: a message can end it only after a person was asked.</param>
/// <param name="Unlisted">True when its sender is not on this desk's list: its words on earlier messages wait for a person.</param>
/// <param name="Divisions">Divisions looked up when it was received: codes within Home that its areas reach; where a division is reached as
/// a whole, only the largest such code. Empty where none is known.</param>
public sealed record WarningFacts(
    string Home,
    MessageKey Key,
    WarningStatus Status,
    bool Public,
    ListOf<MessageKey> References,
    Category? Hazard,
    WarningLevel? Level,
    ListOf<WarningText> Texts,
    DateTimeOffset From,
    DateTimeOffset? Onset,
    DateTimeOffset Until,
    ListOf<WarningArea> Areas,
    ListOf<string> Divisions,
    bool? Played = null,
    bool? ByHand = null,
    bool? Unlisted = null
)
{
    /// <summary>Number of this warning within a message of several warnings, from 2; null for the first.</summary>
    public int? Part { get; init; }

    /// <summary>Divisions excluded in its words (除…外): a person says for which it holds. Null where none is excluded.</summary>
    public ListOf<string>? Excluded { get; init; }

    /// <summary>True when the message does not allow to say where it is: it holds for all our divisions until a person says
    /// otherwise.</summary>
    public bool? Unplaced { get; init; }

    /// <summary>Question that a person must answer.</summary>
    public WarningDoubt? Doubt { get; init; }

    /// <summary>Places in the message that were not understood.</summary>
    public ListOf<MessageMark>? Marks { get; init; }

    /// <summary>True when a person must say for which divisions it holds before anybody is called.</summary>
    public bool AsksWhere => Excluded is not null || Unplaced == true;

    /// <summary>True when it warns anybody: actual messages, and in a drill's realm those played there.</summary>
    public bool Actual => Status == WarningStatus.Actual || Played == true;

    /// <summary>True when it reaches a division of the desk that received it.</summary>
    public bool Reaches => Divisions.Count > 0;

    public bool Holds(DateTimeOffset at) => From <= at && at < Until;

    /// <summary>Tells whether a division lies in its area, or contains a part of it.</summary>
    public bool Touches(string division) =>
        Divisions.Any(code => code.StartsWith(division, StringComparison.Ordinal) || division.StartsWith(code, StringComparison.Ordinal));
}

/// <summary>Question a message leaves open: an update that names no earlier message; a headline that speaks only of an end, though the
/// message does not declare that it ends anything.</summary>
public enum WarningDoubt
{
    NamesNothing,
    ReadsAsLifting,
}

/// <summary>Place in a message that was not understood: the element or the words, and why.</summary>
public sealed record MessageMark(string Path, string Code)
{
    public const string Excluded = "excluded",
        UnknownPlace = "unknown-place",
        UnknownCode = "unknown-code",
        UnknownHazard = "unknown-hazard";
}

/// <summary>Content of a message that only cancels.</summary>
/// <param name="Divisions">Our divisions where it reports the end; empty where it names none.</param>
/// <param name="Part">Number of the part of a message that also warns of something else; null where the message only cancels.</param>
public sealed record TakingBack(ListOf<WarningText> Texts, Category? Hazard, ListOf<string> Divisions, string? Note, int? Part);

/// <summary>Text in one language; <paramref name="Event"/> is the hazard in the issuer's own word (暴雨).</summary>
public sealed record WarningText(string Language, string Event, string? Issuer, string? Headline, string? Description, string? Instruction);

/// <summary>Area in words, as a shape where one came with it, and by division codes.</summary>
public sealed record WarningArea(string Description, Area? Shape, ListOf<string> Codes);
