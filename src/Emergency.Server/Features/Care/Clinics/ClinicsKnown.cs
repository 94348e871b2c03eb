using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Domain.Visits;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Clinics;

/// <summary>Last visit and next date of each patient, and no more. Results lie sealed in the stream.</summary>
internal sealed record ClinicsKnown(ImmutableDictionary<(string Community, PersonId Person), PatientKnown> All)
{
    public static readonly ClinicsKnown None = new(ImmutableDictionary<(string, PersonId), PatientKnown>.Empty);

    public PatientKnown? Find(string community, PersonId person) => All.GetValueOrDefault((community, person));

    /// <summary>
    /// The clinic's next date, which is all that others may see. Empty for a past date and for a former patient; null where the clinic
    /// keeps no dates of its own.
    /// </summary>
    public ClinicDay? DayOf(PersonKnown person, DateOnly today) =>
        Find(person.Community, person.Id) is not { State: { Stage: ClinicStage.Kept } state } ? null
        : state.Next >= today && person.Programmes(today).Count > 0 ? new(state.Next)
        : new(null);
}

/// <param name="Missed">Last failed visit since the person was last met.</param>
internal sealed record PatientKnown(ClinicCare State, MissedKnown? Missed);

internal sealed record MissedKnown(MissReason Reason, DateTimeOffset At);

internal sealed record ClinicDay(DateOnly? Next);

/// <summary>
/// Determines a clinic's patients: people whom its own programmes cover, and people who agreed that their contracted doctor reads of their
/// illness.
/// </summary>
internal static class ClinicPatients
{
    public static ClinicTable Table => ClinicTable.BuiltIn;

    /// <summary>Programmes that cover a person; empty for a person who is no patient.</summary>
    public static ListOf<string> Programmes(this PersonKnown person, DateOnly day) =>
        person is { Left: not null } or { Erased: true }
            ? []
            : Table.Holding(person.Visited(day), day, person.TellsClinic(day), VisitTable.BuiltIn);

    /// <summary>True when the person has consented that the clinic sees the illness.</summary>
    public static bool TellsClinic(this PersonKnown person, DateOnly day) =>
        person.AllowsIllness(day, Domain.People.ConsentUse.HealthClinic);
}
