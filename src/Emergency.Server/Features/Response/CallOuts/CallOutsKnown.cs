using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.CallOuts;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.CallOuts;

/// <summary>Running call-outs, the last ended call-out of each community, and the team member of each account.</summary>
internal sealed record CallOutsKnown(
    ImmutableDictionary<CallOutId, CallOutKnown> All,
    ImmutableDictionary<AccountId, MemberBinding> Members
)
{
    public static readonly CallOutsKnown None = new(
        ImmutableDictionary<CallOutId, CallOutKnown>.Empty,
        ImmutableDictionary<AccountId, MemberBinding>.Empty
    );

    public CallOutKnown? Find(CallOutId id) => All.GetValueOrDefault(id);

    /// <summary>Call-outs of a community, the newest first.</summary>
    public IEnumerable<CallOutKnown> In(string community) =>
        All.Values.Where(one => one.Facts.Community == community).OrderByDescending(one => one.At).ThenBy(one => one.Id.Value);

    public IEnumerable<CallOutKnown> Calling(MemberBinding member) =>
        In(member.Community).Where(one => one.State.Runs && one.State.Called.Contains(member.Member));

    internal CallOutsKnown With(CallOutKnown one)
    {
        var all = All.SetItem(one.Id, one);
        return one.State.Runs
            ? this with
            {
                All = all,
            }
            : this with
            {
                All = all.RemoveRange(
                    all.Values.Where(old => old.Facts.Community == one.Facts.Community && !old.State.Runs && old.Id != one.Id)
                        .Select(old => old.Id)
                ),
            };
    }

    internal CallOutsKnown Bind(AccountId account, MemberBinding? member) =>
        this with
        {
            Members = member is null ? Members.Remove(account) : Members.SetItem(account, member),
        };
}

internal sealed record CallOutKnown(CallOutId Id, CallOut State, By By, DateTimeOffset At) : IFound<CallOutKnown>
{
    public CallOutFacts Facts => State.Facts!;

    public bool Calls(MemberBinding? member) =>
        member is not null && member.Community == Facts.Community && State.Called.Contains(member.Member);

    static CallOutKnown? IFound<CallOutKnown>.Of(Known known, string realm, Guid id) => known.Of<CallOutsKnown>(realm).Find(new(id));

    public bool ExistsFor(Asked asked) => Calls(asked.Member) || asked.Sees(new Place(Facts.Community));
}
