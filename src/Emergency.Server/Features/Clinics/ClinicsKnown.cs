using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Domain.Visiting;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Clinics;

/// <summary>Of each patient no more than when the clinic was there last and when it comes again. What it found stands sealed in the stream.</summary>
internal sealed record ClinicsKnown(ImmutableDictionary<(string Community, PersonId Person), PatientKnown> All)
{
    public static readonly ClinicsKnown None = new(ImmutableDictionary<(string, PersonId), PatientKnown>.Empty);

    public PatientKnown? Find(string community, PersonId person) => All.GetValueOrDefault((community, person));

    /// <summary>All that others are told: the day on which the clinic comes. Nothing of one that is over, nor of who is its patient no longer; null where it keeps no days of its own.</summary>
    public ClinicDay? DayOf(PersonKnown person, DateOnly today) =>
        Find(person.Community, person.Id) is not { State: { Stage: ClinicStage.Kept } state } ? null
        : state.Next >= today && person.Programmes(today).Count > 0 ? new(state.Next)
        : new(null);
}

/// <param name="SeenAt">When it met the person last.</param>
/// <param name="Missed">The last attempt in vain, since it met the person.</param>
internal sealed record PatientKnown(ClinicCare State, DateTimeOffset? SeenAt, MissedKnown? Missed);

internal sealed record MissedKnown(MissReason Reason, DateTimeOffset At);

internal sealed record ClinicDay(DateOnly? Next);

/// <summary>Who a clinic's patients are: whom it visits by its own programmes, and who agreed that the doctor they signed with reads of their illness.</summary>
internal static class ClinicPatients
{
    public static ClinicTable Table => ClinicTable.BuiltIn;

    /// <summary>Nobody's patient where there is none.</summary>
    public static ListOf<string> Programmes(this PersonKnown person, DateOnly day) =>
        person is { Left: not null } or { Erased: true }
            ? []
            : Table.Holding(person.Visited(day), day, person.TellsClinic(day), VisitTable.BuiltIn);

    /// <summary>Illness is shown to the clinic with this consent alone.</summary>
    public static bool TellsClinic(this PersonKnown person, DateOnly day) =>
        person.AllowsIllness(day, Domain.Communities.ConsentUse.HealthClinic);
}
