using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Clinics;

/// <summary>Folds the acts of clinics. Nothing of them is broadcast: clinics fetch them.</summary>
internal sealed class ClinicsView : View<ClinicsKnown>
{
    private static readonly PatientKnown New = new(ClinicCare.None, null);

    public override string Name => "clinics";
    public override ClinicsKnown Empty => ClinicsKnown.None;

    protected override string FoldVersion => "3";

    // A drill has no patients.
    protected override ClinicsKnown Fork(ClinicsKnown state) => ClinicsKnown.None;

    protected override ClinicsKnown Fold(ClinicsKnown state, Happened happened)
    {
        if (happened.Event is not ClinicEvent e)
            return state;
        var key = Key(happened.Entity);
        return new(Folded(state.All.GetValueOrDefault(key), e) is { } patient ? state.All.SetItem(key, patient) : state.All.Remove(key));
    }

    /// <summary>Folds an event; null once the clinic keeps nothing of the patient.</summary>
    internal static PatientKnown? Folded(PatientKnown? was, ClinicEvent e)
    {
        if (e is ClinicCareEnded)
            return null;
        var now = (was ?? New) with { State = ClinicCare.Evolve((was ?? New).State, e) };
        return e switch
        {
            ClinicVisitMade x => now with { Missed = now.Missed?.At > x.SeenAt ? now.Missed : null },
            // Ignores a failed visit that is reported after a later visit or a later try.
            ClinicVisitMissed x when now.State.Seen >= x.TriedAt || now.Missed?.At > x.TriedAt => now,
            ClinicVisitMissed x => now with { Missed = new(x.Reason, x.TriedAt) },
            _ => now,
        };
    }

    private static (string Community, PersonId Person) Key(EntityId entity)
    {
        var dot = entity.Key.IndexOf('.', StringComparison.Ordinal);
        return (string.Intern(entity.Key[..dot]), new(Guid.Parse(entity.Key.AsSpan(dot + 1))));
    }
}
