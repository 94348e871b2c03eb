using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Links;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Entrusting;

/// <summary>
/// A report of suspected harm (未保法 11): child, place, and progress of its receivers. Its words stand sealed in the
/// stream.
/// </summary>
internal sealed record ReportKnown(
    HarmReportId Id,
    PersonId Person,
    string Community,
    DateTimeOffset At,
    bool PoliceFirst,
    ListOf<ReceiverKnown> Receivers
) : IFound<ReportKnown>
{
    public static ReportKnown Of(HarmReported e) =>
        new(e.Report, e.Person, e.Community, e.At, e.PoliceFirst, [.. e.To.Distinct().Select(to => new ReceiverKnown(to))]);

    public Place Place => new(Community);

    public ReceiverKnown? Receiver(ReportTo to) => Receivers.FirstOrDefault(one => one.To == to);

    public ReportKnown Heard(HarmReportAnswered e) =>
        this with
        {
            Receivers = [.. Receivers.Select(one => one.To == e.To ? one.Heard(e) : one)],
        };

    static ReportKnown? IFound<ReportKnown>.Of(Known known, string realm, Guid id) =>
        known.Of<EntrustmentsKnown>(realm).Reports.GetValueOrDefault(new(id));

    /// <summary>True for civil affairs when the report was made to them.</summary>
    public bool ExistsFor(Asked asked) =>
        Receiver(ReportTo.CivilAffairs) is not null
        && asked.Grants.Any(grant => grant.Role == Role.CivilAffairs && grant.Scope.Covers(Place));
}

/// <summary>A receiver of a report, with the times of receipt and of decision.</summary>
internal sealed record ReceiverKnown(
    ReportTo To,
    DateTimeOffset? ReceivedAt = null,
    DateTimeOffset? DecidedAt = null,
    HarmDecision? Decision = null,
    HarmAnsweredBy? Way = null,
    AttachmentId? Proof = null
)
{
    public LinkPurpose Purpose => PurposeOf(To);

    public static LinkPurpose PurposeOf(ReportTo to) =>
        to switch
        {
            ReportTo.Police => LinkPurpose.HarmPolice,
            ReportTo.CivilAffairs => LinkPurpose.HarmCivilAffairs,
            ReportTo.Education => LinkPurpose.HarmEducation,
            _ => throw new Unforeseen(to),
        };

    /// <summary>Time until which the next answer is awaited; null once it was decided.</summary>
    public DateTimeOffset? Before(DateTimeOffset reported) =>
        DecidedAt is not null ? null
        : ReceivedAt is { } received ? received.AddHours(EntrustmentPlans.Table.Report.DecideHours)
        : reported.AddHours(EntrustmentPlans.Table.Report.ReceiveHours);

    public ReceiverKnown Heard(HarmReportAnswered e) =>
        this with
        {
            ReceivedAt = ReceivedAt ?? e.At,
            DecidedAt = e.Decision is null ? DecidedAt : e.At,
            Decision = e.Decision ?? Decision,
            Way = e.Way,
            Proof = e.Proof ?? Proof,
        };
}
