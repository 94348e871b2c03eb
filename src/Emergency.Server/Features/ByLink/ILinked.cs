using Emergency.Domain;
using Emergency.Domain.Links;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.ByLink;

/// <summary>A noun that lets somebody without an account do one thing offers this; nothing here knows the noun.</summary>
internal interface ILinked
{
    LinkPurpose Purpose { get; }

    /// <summary>What may be done by it.</summary>
    IReadOnlyList<LinkAct> Acts { get; }

    /// <summary>What the link shows; null where what it was for is over. Door and need, never a name.</summary>
    LinkContent? Show(LinkKnown link, Known known, DateTimeOffset now);

    /// <summary>Does the act; the position, or why not.</summary>
    ValueTask<Sent> Do(LinkKnown link, LinkAct act, string? words, DateTimeOffset now, CancellationToken stop);

    /// <summary>Whether the link opens no more once this is done.</summary>
    bool Ends(LinkAct act);
}

/// <summary>我接收 (已收到) 换个时间 接不了 (不受理) 受理 转给别的部门 查了没有.</summary>
internal enum LinkAct
{
    Accept,
    OtherTime,
    Decline,
    TakeUp,
    PassOn,
    Unfounded,
}

/// <summary>What whoever opens a link is shown. No name stands in it.</summary>
/// <param name="Community">Whose committee asks.</param>
/// <param name="No">The number by which the committee knows the thing.</param>
/// <param name="As">As whom one is asked: the way out of a care case, the receiver of a report.</param>
/// <param name="Know">What is to be known, line by line.</param>
/// <param name="Phone">Whom to ring there.</param>
/// <param name="Done">Already accepted.</param>
/// <param name="Acts">What may be done now.</param>
internal sealed record LinkContent(
    LinkPurpose Purpose,
    string Community,
    string No,
    DateTimeOffset Until,
    bool? Minor,
    int? Age,
    string? As,
    string? Where,
    DateTimeOffset? When,
    ListOf<string> Know,
    string? Phone,
    bool Done,
    ListOf<LinkAct> Acts
);
