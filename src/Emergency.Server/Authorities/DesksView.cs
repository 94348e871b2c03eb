using Emergency.Domain.Authorities;
using Emergency.Engine;
using Emergency.Server.People;
using Emergency.Server.Views;

namespace Emergency.Server.Authorities;

/// <summary>Folds duty desks, contacts opened. Broadcast is only that something changed.</summary>
public sealed class DesksView(ISealing sealing) : View<DesksKnown>
{
    private const string Desk = "desk";

    public override string Name => "desks";
    public override DesksKnown Empty => DesksKnown.None;
    protected override DesksKnown Fork(DesksKnown state) => state with { StandIns = true };

    protected override DesksKnown Fold(DesksKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not DeskEvent e) return state;
        var (authority, before) = (happened.Entity.Key, state.Of(happened.Entity.Key));
        var contacts = e switch
        {
            OfficerRecorded recorded when sealing.Open<OfficerContact>(recorded.Officer.Contact) is { } contact => before.Contacts.SetItem(recorded.Officer.Id, contact),
            OfficerRecorded recorded => before.Contacts.Remove(recorded.Officer.Id),
            OfficerRemoved removed => before.Contacts.Remove(removed.Officer),
            _ => before.Contacts,
        };
        var after = new DeskKnown(DutyDesk.Evolve(before.State, e), contacts, happened.Position);
        changes.Division(happened.Entity.Realm, authority, Desk, authority, DeskLight.Of(authority, after));
        return state with { Desks = state.Desks.SetItem(authority, after) };
    }

    public override void Show(DesksKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        if (group.Kind != "division") return;
        foreach (var (authority, desk) in state.Desks)
            if (authority.StartsWith(group.Id, StringComparison.Ordinal)) changes.To(group, Desk, authority, DeskLight.Of(authority, desk));
    }
}
