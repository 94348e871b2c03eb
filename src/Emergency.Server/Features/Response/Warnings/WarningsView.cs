using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Warnings;

/// <summary>Folds warnings, and the codes of the divisions they can reach.</summary>
internal sealed class WarningsView : View<WarningsKnown>
{
    public override string Name => "warnings";
    public override WarningsKnown Empty => WarningsKnown.None;
    protected override IReadOnlyList<ILights<WarningsKnown>> Lights { get; } = [new WarningLights()];

    // A drill holds no real warning, only the divisions to which one is pushed.
    protected override WarningsKnown Fork(WarningsKnown state) => WarningsKnown.None with { Codes = state.Codes };

    protected override WarningsKnown Fold(WarningsKnown state, Happened happened)
    {
        switch (happened.Event)
        {
            case DivisionRegistered e:
                return state with { Codes = state.Codes.Add(e.Code) };
            case DivisionRemoved e:
                return state with { Codes = state.Codes.Remove(e.Code) };
            case WarningEvent e:
                return Folded(state, happened, e);
            default:
                return state;
        }
    }

    private static WarningsKnown Folded(WarningsKnown state, Happened happened, WarningEvent e)
    {
        var id = new WarningId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id);
        var after = new WarningKnown(
            id,
            Domain.Warnings.Warning.Evolve(before?.State ?? Domain.Warnings.Warning.None, e),
            before?.ReceivedAt ?? happened.Position,
            before?.At ?? happened.Meta.At
        )
        {
            EndedAt = e switch
            {
                WarningExpired => before?.State.Facts?.Until,
                WarningLifted or WarningCancelled => happened.Meta.At,
                _ => before?.EndedAt,
            },
        };
        return state.With(after);
    }
}
