using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Entrusting;

namespace Emergency.Server.Features.Entrusting;

/// <summary>
/// Entrusted care in all communities: checks due, judgements, letters and owed reports. Words and observations stand
/// sealed in the stream.
/// </summary>
/// <param name="Reports">Reports of suspected harm, kept even after the child's care has ended.</param>
internal sealed record EntrustmentsKnown(
    ImmutableDictionary<string, ImmutableDictionary<PersonId, EntrustmentKnown>> All,
    ImmutableDictionary<HarmReportId, ReportKnown> Reports
)
{
    public static readonly EntrustmentsKnown None = new(
        ImmutableDictionary<string, ImmutableDictionary<PersonId, EntrustmentKnown>>.Empty.WithComparers(StringComparer.Ordinal),
        ImmutableDictionary<HarmReportId, ReportKnown>.Empty
    );

    private static readonly ImmutableDictionary<PersonId, EntrustmentKnown> Nobody = ImmutableDictionary<PersonId, EntrustmentKnown>.Empty;

    public ImmutableDictionary<PersonId, EntrustmentKnown> Of(string community) => All.GetValueOrDefault(community, Nobody);

    public EntrustmentKnown? Find(string community, PersonId person) => Of(community).GetValueOrDefault(person);

    /// <summary>Number of reports of a child there, also from care that is over.</summary>
    public int ReportsOf(string community, PersonId person) =>
        Reports.Values.Count(report => report.Person == person && report.Community == community);

    internal EntrustmentsKnown With(string community, PersonId person, EntrustmentKnown one) =>
        this with
        {
            All = All.SetItem(community, Of(community).SetItem(person, one)),
        };

    internal EntrustmentsKnown Without(string community, PersonId person)
    {
        var left = Of(community).Remove(person);
        return this with { All = left.IsEmpty ? All.Remove(community) : All.SetItem(community, left) };
    }

    internal EntrustmentsKnown With(ReportKnown report) => this with { Reports = Reports.SetItem(report.Id, report) };
}

/// <param name="Level">1 due, 2 late at the child director's, 3 the secretary's, 4 the street's.</param>
/// <param name="Asked">Report that is owed.</param>
internal sealed record EntrustmentKnown(
    DateOnly? From,
    DateOnly? To,
    PlannedCheck? Next,
    int Level,
    CheckJudgement? Judgement,
    DateTimeOffset? CheckedAt,
    ListOf<LetterKnown> Letters,
    AskedReport? Asked
)
{
    /// <summary>Day of the last check.</summary>
    public DateOnly? Checked => CheckedAt is { } at ? Shanghai.Day(at) : null;

    /// <summary>Receivers of reports whose answer is awaited.</summary>
    public ListOf<AwaitedAnswer> Awaited { get; init; } = [];

    /// <summary>Number of late answers among them.</summary>
    public int LateAnswers => Awaited.Count(one => one.Level > 0);

    public static readonly EntrustmentKnown New = new(null, null, null, 0, null, null, [], null);

    public bool IsDue(DateOnly today) => Next is { } next && next.Day <= today;

    public bool IsLate(DateOnly today) => Next is { } next && next.Before < today;

    public bool IsOver(DateOnly today) => To < today;

    /// <summary>
    /// Rank for the order of the list: suspected harm first, then a failing carer, then care that is over or checks that are
    /// late.
    /// </summary>
    public int Trouble(DateOnly today) =>
        Asked is not null || LateAnswers > 0 ? 0
        : Judgement is CheckJudgement.Failing ? 1
        : Judgement is CheckJudgement.Strained ? 2
        : IsOver(today) ? 3
        : IsLate(today) ? 4
        : 9;
}

internal enum LetterStage
{
    Owed,
    Sent,
    Answered,
}

/// <param name="Before">Time by which the letter must be sent, or answered.</param>
/// <param name="Proof">The signed copy, a receipt; of the answer likewise.</param>
internal sealed record LetterKnown(
    LetterTo To,
    LetterStage Stage,
    DateTimeOffset? Before,
    int Level,
    LetterWay? Way = null,
    DateTimeOffset? SentAt = null,
    DateTimeOffset? AnsweredAt = null,
    AttachmentId? Proof = null,
    AttachmentId? AnswerProof = null
);
