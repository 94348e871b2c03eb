using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Clinics;

/// <summary>Folds what clinics do. Nothing of it is broadcast: who may read it asks for it.</summary>
internal sealed class ClinicsView : View<ClinicsKnown>
{
    private static readonly PatientKnown New = new(ClinicCare.None, null);

    public override string Name => "clinics";
    public override ClinicsKnown Empty => ClinicsKnown.None;

    // Nobody is a patient in a drill.
    protected override ClinicsKnown Fork(ClinicsKnown state) => ClinicsKnown.None;

    protected override ClinicsKnown Fold(ClinicsKnown state, Happened happened)
    {
        if (happened.Event is not ClinicEvent e)
            return state;
        var key = Key(happened.Entity);
        if (e is ClinicCareEnded)
            return new(state.All.Remove(key));
        var was = state.All.GetValueOrDefault(key, New);
        var now = ClinicCare.Evolve(was.State, e);
        return new(
            state.All.SetItem(
                key,
                e switch
                {
                    ClinicVisitMade => new(now, null),
                    ClinicVisitMissed x when now.Seen is null || now.Seen <= Shanghai.Day(x.TriedAt) => new(now, x.Reason),
                    _ => was with { State = now },
                }
            )
        );
    }

    private static (string Community, PersonId Person) Key(EntityId entity)
    {
        var dot = entity.Key.IndexOf('.', StringComparison.Ordinal);
        return (string.Intern(entity.Key[..dot]), new(Guid.Parse(entity.Key.AsSpan(dot + 1))));
    }
}
