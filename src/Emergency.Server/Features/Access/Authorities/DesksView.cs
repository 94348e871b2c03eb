using System.Collections.Immutable;
using Emergency.Domain.Authorities;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Authorities;

/// <summary>Folds duty desks and decrypts their contacts.</summary>
internal sealed class DesksView(ISealing sealing) : View<DesksKnown>
{
    public override string Name => "desks";
    public override DesksKnown Empty => DesksKnown.None;
    protected override IEnumerable<KeptAs> Keeping => [KeptAs.Make<DeskKnown, Closed>(static desk => new(desk.State, desk.At), Opened)];

    protected override DesksKnown Fork(DesksKnown state) => state with { StandIns = true };

    protected override IReadOnlyList<ILights<DesksKnown>> Lights { get; } = [new DeskLights()];

    protected override DesksKnown Fold(DesksKnown state, Happened happened)
    {
        if (happened.Event is not DeskEvent e)
            return state;
        var (authority, before) = (happened.Entity.Key, state.Of(happened.Entity.Key));
        var contacts = e switch
        {
            OfficerRecorded recorded when sealing.Open<OfficerContact>(recorded.Officer.Contact) is { } contact => before.Contacts.SetItem(
                recorded.Officer.Id,
                contact
            ),
            OfficerRecorded recorded => before.Contacts.Remove(recorded.Officer.Id),
            OfficerRemoved removed => before.Contacts.Remove(removed.Officer),
            _ => before.Contacts,
        };
        var after = new DeskKnown(DutyDesk.Evolve(before.State, e), contacts, happened.Position);
        return state with { Desks = state.Desks.SetItem(authority, after) };
    }

    /// <summary>A desk without its decrypted contacts.</summary>
    private sealed record Closed(DutyDesk State, Position At);

    private DeskKnown Opened(Closed kept) =>
        new(
            kept.State,
            kept.State.Officers.Values.Select(one => KeyValuePair.Create(one.Id, sealing.Open<OfficerContact>(one.Contact)!))
                .Where(one => one.Value is not null)
                .ToImmutableDictionary(),
            kept.At
        );
}
