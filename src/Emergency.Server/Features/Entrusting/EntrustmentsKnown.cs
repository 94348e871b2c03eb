using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Entrusting;

namespace Emergency.Server.Features.Entrusting;

/// <summary>Entrusted care in all communities: what is due, judged, written and owed. What was seen and said stands sealed in the stream.</summary>
/// <param name="Reports">Those that were made, whatever became of the child's care since.</param>
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

    /// <summary>How many reports were made of a child there, also in care that is over.</summary>
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
/// <param name="Asked">A report that is owed.</param>
internal sealed record EntrustmentKnown(
    DateOnly? From,
    DateOnly? To,
    PlannedCheck? Next,
    int Level,
    CheckJudgement? Judgement,
    DateOnly? Checked,
    ListOf<LetterKnown> Letters,
    AskedReport? Asked
)
{
    /// <summary>Receivers of reports whose answer is waited for.</summary>
    public ListOf<AwaitedAnswer> Awaited { get; init; } = [];

    /// <summary>How many of them are late.</summary>
    public int LateAnswers => Awaited.Count(one => one.Level > 0);

    public static readonly EntrustmentKnown New = new(null, null, null, 0, null, null, [], null);

    public bool IsDue(DateOnly today) => Next is { } next && next.Day <= today;

    public bool IsLate(DateOnly today) => Next is { } next && next.Before < today;

    public bool IsOver(DateOnly today) => To < today;

    /// <summary>Who is looked at first: suspected harm, then a failing carer, then what is over or late.</summary>
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

/// <param name="Before">By when it is sent, or answered.</param>
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
