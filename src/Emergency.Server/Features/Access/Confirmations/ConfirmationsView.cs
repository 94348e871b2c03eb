using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Confirmations;

/// <summary>Folds requests that need a confirmation.</summary>
internal sealed class ConfirmationsView : View<ConfirmationsKnown>
{
    public override string Name => "confirmations";
    public override ConfirmationsKnown Empty => ConfirmationsKnown.None;
    protected override IReadOnlyList<ILights<ConfirmationsKnown>> Lights { get; } = [new ConfirmationLights()];

    protected override ConfirmationsKnown Fold(ConfirmationsKnown state, Happened happened)
    {
        if (happened.Event is not ConfirmationEvent e)
            return state;
        var id = new ConfirmationId(Guid.Parse(happened.Entity.Key));
        return state.With(new ConfirmationKnown(id, Confirmation.Evolve(state.Find(id)?.State ?? Confirmation.None, e)));
    }
}
