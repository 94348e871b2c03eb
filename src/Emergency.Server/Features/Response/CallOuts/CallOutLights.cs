using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.CallOuts;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.CallOuts;

/// <summary>
/// A call-out on a desk: numbers of people who are called, come, cannot come, and have not answered. Its place is fetched by GET.
/// </summary>
/// <param name="At">Time of its last answer, or of its start.</param>
internal sealed record CallOutLight(CallOutId Id, string Community, int Called, int Coming, int Cannot, int Silent, DateTimeOffset At)
{
    public static CallOutLight Of(CallOutKnown one)
    {
        var answers = one.State.Answers.Values.ToList();
        var coming = answers.Count(answer => answer.Minutes is not null);
        return new(
            one.Id,
            one.Facts.Community,
            one.State.Called.Count,
            coming,
            answers.Count - coming,
            one.State.Called.Count - answers.Count,
            answers.Select(answer => answer.At).Append(one.At).Max()
        );
    }
}

/// <summary>Signals of a running call-out to its community and the divisions above.</summary>
internal sealed class CallOutLights : LightsOf<CallOutsKnown, CallOutId>
{
    protected override string View => "call-out";

    protected override IEnumerable<CallOutId> Touched(CallOutsKnown before, CallOutsKnown after, Happened happened) =>
        happened.Event is CallOutEvent ? [new(Guid.Parse(happened.Entity.Key))] : [];

    protected override IEnumerable<CallOutId> Near(CallOutsKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.All.Keys : [];

    protected override Light? Of(CallOutsKnown state, CallOutId thing, string realm) =>
        state.Find(thing) is { State.Runs: true } one
            ? new(thing.ToString(), () => CallOutLight.Of(one), Audience.Division(realm, one.Facts.Community))
            : null;
}

/// <summary>A call-out and an account that is called.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CallOutFor(CallOutId CallOut, AccountId Account);

/// <summary>Signal on the phone of a called member: the call-out, and true where they have answered.</summary>
internal sealed record MyCallOutLight(CallOutId Id, bool Answered);

/// <summary>Signals of a running call-out to the <c>me</c> group of everybody it calls.</summary>
internal sealed class MyCallOutLights : LightsOf<CallOutsKnown, CallOutFor>
{
    protected override string View => "call-out";

    protected override bool IsNews(Happened happened) => happened.Event is CallOutEvent;

    protected override IEnumerable<CallOutFor> Touched(CallOutsKnown before, CallOutsKnown after, Happened happened) =>
        happened.Event is CallOutEvent ? Of(after, new(Guid.Parse(happened.Entity.Key)))
        : ReferenceEquals(before.Members, after.Members) ? []
        : For(before, new(happened.Entity.Key)).Union(For(after, new(happened.Entity.Key)));

    protected override IEnumerable<CallOutFor> Near(CallOutsKnown state, string realm, Group group) =>
        group.Kind == "me" ? For(state, new(group.Id)) : [];

    protected override Light? Of(CallOutsKnown state, CallOutFor thing, string realm) =>
        state.Find(thing.CallOut) is { State.Runs: true } one
        && state.Members.GetValueOrDefault(thing.Account) is { } member
        && one.Calls(member)
            ? new(
                thing.CallOut.ToString(),
                () => new MyCallOutLight(one.Id, one.State.Answers.ContainsKey(member.Member)),
                Audience.Only(Group.Me(realm, thing.Account))
            )
            : null;

    private static IEnumerable<CallOutFor> Of(CallOutsKnown state, CallOutId id) =>
        state.Find(id) is { } one
            ? state.Members.Where(account => one.Calls(account.Value)).Select(account => new CallOutFor(id, account.Key))
            : [];

    private static IEnumerable<CallOutFor> For(CallOutsKnown state, AccountId account) =>
        state.Members.GetValueOrDefault(account) is { } member ? state.Calling(member).Select(one => new CallOutFor(one.Id, account)) : [];
}
