using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Responses;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Responses;

/// <summary>Folds responses; the authority, those above and all below hear of it while it runs, and who watches its incident.</summary>
public sealed class ResponsesView : View<ResponsesKnown>
{
    private const string Response = "response";

    public override string Name => "responses";
    public override ResponsesKnown Empty => ResponsesKnown.None;

    protected override ResponsesKnown Fold(ResponsesKnown state, Happened happened, Changes changes)
    {
        switch (happened.Event)
        {
            case DivisionRegistered e: return state with { Codes = state.Codes.Add(e.Code) };
            case DivisionRemoved e: return state with { Codes = state.Codes.Remove(e.Code) };
            case ResponseEvent e:
                var id = new ResponseId(Guid.Parse(happened.Entity.Key));
                var before = state.Find(id);
                var after = new ResponseKnown(id, Domain.Responses.Response.Evolve(before?.State ?? Domain.Responses.Response.None, e), before?.Began ?? happened.Position);
                if (changes.Wanted) Tell(state, happened.Entity.Realm, after, changes);
                return state.With(after, before is null);
            default: return state;
        }
    }

    public override void Show(ResponsesKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        foreach (var response in state.Running.Select(id => state.All[id]))
            if (group.Kind == "incident" ? response.Facts.Incident?.ToString() == group.Id : group.Kind == "division" && (group.Id.StartsWith(response.Facts.Authority, StringComparison.Ordinal) || response.Facts.Authority.StartsWith(group.Id, StringComparison.Ordinal)))
                changes.To(group, Response, response.Id.ToString(), ResponseLight.Of(response));
    }

    private static void Tell(ResponsesKnown state, string realm, ResponseKnown response, Changes changes)
    {
        var (light, key, authority) = (response.Runs ? ResponseLight.Of(response) : null, response.Id.ToString(), response.Facts.Authority);
        changes.Division(realm, authority, Response, key, light);
        foreach (var below in state.Codes.Where(code => code.Length > authority.Length && code.StartsWith(authority, StringComparison.Ordinal))) changes.To(Group.Division(realm, below), Response, key, light);
        if (response.Facts.Incident is { } incident) changes.To(Group.Incident(realm, incident), Response, key, light);
    }
}
