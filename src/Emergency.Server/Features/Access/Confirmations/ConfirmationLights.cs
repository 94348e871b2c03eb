using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Confirmations;

/// <summary>Signals that a request waits or is being carried out, without its content; pages then fetch their own list.</summary>
internal sealed record ConfirmationLight(AskedKind Kind, ConfirmationStage Stage);

/// <summary>
/// Signals a waiting or confirmed request, until it is done, to the division whose people decide; pages reload at each step.
/// </summary>
internal sealed class ConfirmationLights : LightsOf<ConfirmationsKnown, ConfirmationId>
{
    protected override string View => "confirmation";

    protected override IEnumerable<ConfirmationId> Touched(ConfirmationsKnown before, ConfirmationsKnown after, Happened happened) =>
        [new(Guid.Parse(happened.Entity.Key))];

    protected override IEnumerable<ConfirmationId> Near(ConfirmationsKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.Waiting.Union(state.Confirmed) : [];

    protected override Light? Of(ConfirmationsKnown state, ConfirmationId thing, string realm) =>
        state.Find(thing) is { } one && (one.Waits || one.State.Stage == ConfirmationStage.Confirmed)
            ? new(thing.ToString(), () => new ConfirmationLight(one.Act.Kind, one.State.Stage), Audience.Division(realm, one.Act.Place))
            : null;
}
