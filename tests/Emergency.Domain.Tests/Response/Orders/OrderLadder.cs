using Emergency.Domain.Orders;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Orders;

/// <summary>
/// Situations in which stories about orders begin: one for 义阳社区, unread after a minute somebody is called, each for five.
/// </summary>
public static class OrderLadder
{
    public const int Unread = 60,
        Deputy = 300;
    public static readonly By Department = new(new("department"), Domain.Role.Department),
        Commander = new(new("commander"), Domain.Role.CountyCommander);
    public static readonly Standing Listed = new(StandingKind.Listed, "admission", "2026-1", ["信阳 40"]),
        Unlisted = new(StandingKind.Unlisted, null, null, ["信阳 40", "信阳 45"]);

    public static OrderFacts Facts(IssuerKind issuer = IssuerKind.Command) =>
        new(issuer, null, null, false, Hidden("转移低洼住户"), After(60), Unread, Deputy);

    public static IssueOrder Issue(IssuerKind issuer = IssuerKind.Command, Standing? standing = null, bool quiet = true) =>
        new(Facts(issuer), standing ?? Listed, [new(Community, quiet)], 7, issuer == IssuerKind.Department ? Department : Commander, Night);

    public static OrderIssued Issued(IssuerKind issuer = IssuerKind.Command, Standing? standing = null) =>
        new(Facts(issuer), standing ?? Listed, 7, issuer == IssuerKind.Department ? Department : Commander, Night);

    public static OrderEvent[] Sent => [Issued(), new OrderDelivered(Community, false, After(1), Night)];
    public static OrderEvent[] Seen => [.. Sent, new OrderSeen(Community, Secretary, After(0.5))];
    public static OrderEvent[] Held => [Issued(IssuerKind.Department, Unlisted), new OrderStopped(Community, Night)];

    // Events as stored while an order still placed its own calls.
    public static OrderEvent[] DeskCalled =>
        [
            .. Sent,
            new CallAsked(Community, 1, CallWho.Duty, After(6), After(1)),
            new CallPlaced(Community, 1, MemberOf(GridChief), After(1)),
        ];
    public static OrderEvent[] DeputyCalled =>
        [
            .. DeskCalled,
            new CallFailed(Community, 1, "no-answer", After(2)),
            new CallAsked(Community, 2, CallWho.Deputy, After(7), After(2)),
        ];
}
