using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Opens an incident for a hotline's case, at once or when somebody makes it one; later messages are added to it, and withdrawn reports are
/// marked. The intake sends the same commands at once; this ensures them if it died in between.
/// </summary>
internal sealed class CaseOpensIncident : IReaction
{
    private const int Open = 0,
        Add = 1,
        Again = 2,
        Place = 3,
        Earlier = 4;

    public string Name => "case-opens-incident";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var realm = happened.Entity.Realm;
        switch (happened.Event)
        {
            // A case that is no emergency waits.
            case CaseReceived { Waits: true } or CaseUpdated { Waits: true }:
                break;
            case CasePromoted e:
                yield return new(Entities.Incident(realm, e.Incident), Opening(e), Open);
                foreach (var (i, told) in (e.Earlier ?? []).Index())
                    yield return new(Entities.Incident(realm, e.Incident), Adding(told), Earlier + i);
                break;
            case CaseReceived e:
                yield return new(Entities.Incident(realm, e.Incident), Opening(e.Facts, e.Report, e.At), Open);
                break;
            case CaseUpdated e:
                yield return new(Entities.Incident(realm, e.Incident), Adding(e.Facts, e.Report, e.At), Add);
                // The first time a case states its place, its community must be informed; a place that a person has verified stays.
                if (
                    e.Facts is { Location: { } location, Doubt: null, Community: { } community }
                    && known.Of<IncidentsKnown>(realm).Find(e.Incident) is { State.Community: null }
                )
                    yield return new(
                        Entities.Incident(realm, e.Incident),
                        new VerifyLocation(location, e.Facts.County, community, e.Facts.Grid, Hotline(e.Facts.Key), e.At),
                        Place
                    );
                break;
            case CaseCancelled e:
                yield return new(Entities.Incident(realm, e.Incident), new WithdrawReports(KeyOf(happened.Entity), e.Reason, e.At), Add);
                break;
        }
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem)
    {
        if (reacted.Ordinal >= Earlier)
            return Otherwise.Done("the incident has ended, and what was told before stays with its case");
        if (reacted.Command is WithdrawReports)
            return Otherwise.Done("the incident has ended, or the case itself is still to come");
        if (reacted.Command is VerifyLocation)
            return Otherwise.Done("the incident has ended");
        var (facts, incident, report, at) = happened.Event switch
        {
            CaseReceived e => (e.Facts, e.Incident, e.Report, e.At),
            CaseUpdated e => (e.Facts, e.Incident, e.Report, e.At),
            CasePromoted e => (e.Facts, e.Incident, e.Report, e.At),
            _ => throw new Unforeseen(happened.Event),
        };
        return Instead(happened.Entity.Realm, facts, incident, report, at, problem.Code) is { } instead
            ? Otherwise.Send(instead)
            : Otherwise.Done("neither opened nor added");
    }

    /// <summary>
    /// Command to send when opening or adding was refused: an open incident gets the report, a missing one is opened, and beside an ended
    /// one another is opened, so that a second call is never swallowed.
    /// </summary>
    public static Reacted? Instead(string realm, CaseFacts facts, IncidentId incident, ReportId report, DateTimeOffset at, string code) =>
        code == Incident.AlreadyOpen.Text ? new(Entities.Incident(realm, incident), Adding(facts, report, at), Add)
        : code == Incident.Unknown.Text ? new(Entities.Incident(realm, incident), Opening(facts, report, at), Open)
        : code == Incident.Over.Text
            ? new(Entities.Incident(realm, Derived.Id<IncidentId>(report.Value, 0)), Opening(facts, report, at), Again)
        : null;

    public static OpenIncident Opening(CaseFacts facts, ReportId report, DateTimeOffset at) =>
        new(
            facts.County,
            facts.Community,
            facts.Grid,
            facts.Category,
            facts.Priority,
            facts.Location,
            facts.Doubt,
            report,
            facts.Key,
            facts.Casualties,
            facts.ReceivedAt,
            facts.Text,
            Hotline(facts.Key),
            at,
            facts.Caller
        );

    /// <summary>
    /// Opens the incident of a case that somebody promoted: known since its first message, and placed by the newest message with a place.
    /// </summary>
    public static OpenIncident Opening(CasePromoted promoted)
    {
        var told = (promoted.Earlier ?? []).Select(one => one.Facts).Append(promoted.Facts).ToList();
        var placed =
            told.FindLast(facts => facts.Location is not null) ?? told.FindLast(facts => facts.Community is not null) ?? promoted.Facts;
        return Opening(promoted.Facts, promoted.Report, promoted.At) with
        {
            By = promoted.By ?? Hotline(promoted.Facts.Key),
            County = placed.County,
            Community = placed.Community,
            Grid = placed.Grid,
            Location = placed.Location,
            Doubt = placed.Doubt,
            KnownAt = told.Min(facts => facts.ReceivedAt),
        };
    }

    // The newest message has already set the category and the priority.
    private static AddReport Adding(CaseTelling told) => Adding(told.Facts, told.Report, told.At) with { Category = null, Priority = null };

    /// <summary>Report from a later message. It never turns a known category of an incident into "other".</summary>
    public static AddReport Adding(CaseFacts facts, ReportId report, DateTimeOffset at) =>
        new(
            report,
            facts.Key,
            facts.Category == Category.Other ? null : facts.Category,
            facts.Priority,
            facts.Location,
            facts.Casualties,
            facts.Text,
            Hotline(facts.Key),
            at,
            facts.Caller
        );

    private static By Hotline(CaseKey key) => new(new($"hotline:{key.Hotline}"), Role.Partner);

    private static CaseKey KeyOf(EntityId entity) =>
        entity.Key.Split(':', 2) is [var hotline, var number] ? new(hotline, number) : throw new FormatException($"no case: {entity.Key}");
}
