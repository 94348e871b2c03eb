using static Emergency.Domain.Decision;

namespace Emergency.Domain.Attachments;

/// <summary>A picture or paper (kind "attachment") that belongs to something: a person, later a visit or a hazard. The file itself lies sealed in a row beside the journal and goes with its key; here stands what it is, of what, who added it, and why it was removed.</summary>
public sealed partial record Attachment(AttachmentStage Stage, AttachmentFacts? Facts, By? AddedBy, DateTimeOffset? AddedAt)
{
    public static readonly Code Unknown = new("attachment.unknown"),
        AlreadyAdded = new("attachment.already-added"),
        NotAPhoto = new("attachment.not-a-photo"),
        TakenByAnother = new("attachment.taken-by-another");
    public static readonly Attachment None = new(AttachmentStage.None, null, null, null);
}

public enum AttachmentStage
{
    None,
    Kept,
    Removed,
}

/// <summary>What a file shows, as who added it says.</summary>
public enum AttachmentWhat
{
    /// <summary>照片: somebody is on it, or may be. It is kept and shown with the person's consent (个人信息保护法 29).</summary>
    Photo,

    /// <summary>同意书.</summary>
    Consent,

    /// <summary>书面告知, such as that of an entrustment (书面委托告知).</summary>
    Notice,

    /// <summary>Any other paper.</summary>
    Paper,

    /// <summary>说的一段话: heard by people and read by no program.</summary>
    Voice,

    /// <summary>门口或物件: a door, a stair, a device, and nobody; it needs no consent.</summary>
    Thing,
}

/// <summary>Why a file is taken away.</summary>
public enum AttachmentRemoval
{
    /// <summary>It was put to the wrong thing.</summary>
    Mistaken,

    /// <summary>It cannot be read, or shows what it should not.</summary>
    Unfit,

    /// <summary>Another has taken its place.</summary>
    Replaced,
    ConsentWithdrawn,
    PurposeFulfilled,
}

/// <summary>What a file belongs to: a kind such as "person", and the id that kind knows it by.</summary>
public sealed record AttachedTo(string Kind, Guid Id);

/// <param name="Community">Whose store it is counted in.</param>
/// <param name="Key">The data key it is sealed under: it ends with it.</param>
/// <param name="Form">Found in its bytes: "image/jpeg", "image/png", "image/webp", "application/pdf", "audio/webm" or "audio/mp4".</param>
/// <param name="Bytes">Before it was sealed.</param>
/// <param name="Width">In pixels; null for what is no picture, like <paramref name="Height"/>.</param>
/// <param name="Hash">SHA-256 (hex) of the sealed bytes as they are stored. It says nothing of what is in them.</param>
/// <param name="Taken">When, by the clock of the device; null where it did not say.</param>
public sealed record AttachmentFacts(
    AttachedTo Of,
    string Community,
    Guid Key,
    AttachmentWhat What,
    string Form,
    long Bytes,
    int? Width,
    int? Height,
    string Hash,
    DateTimeOffset? Taken
);

public abstract record AttachmentCommand : Command;

public sealed record AddAttachment(AttachmentFacts Facts, By By, DateTimeOffset At) : AttachmentCommand;

public sealed record RemoveAttachment(AttachmentRemoval Why, By By, DateTimeOffset At) : AttachmentCommand;

/// <summary>什么人也没拍到: who took a photo says that a door or a thing is on it and nobody, so that it needs no consent. Nobody else has seen it.</summary>
public sealed record ShowsNobody(By By, DateTimeOffset At) : AttachmentCommand;

public abstract record AttachmentEvent : Event;

[Stored("attachment.added.v1")]
public sealed record AttachmentAdded(AttachmentFacts Facts, By By, DateTimeOffset At) : AttachmentEvent;

[Stored("attachment.removed.v1")]
public sealed record AttachmentRemoved(AttachmentRemoval Why, By By, DateTimeOffset At) : AttachmentEvent;

[Stored("attachment.shows-nobody.v1")]
public sealed record AttachmentShowsNobody(By By, DateTimeOffset At) : AttachmentEvent;

public sealed partial record Attachment
{
    public static Decision Decide(Attachment state, Command command) =>
        command switch
        {
            AddAttachment c => state.Stage == AttachmentStage.None ? new AttachmentAdded(c.Facts, c.By, c.At) : Reject(AlreadyAdded),
            RemoveAttachment or ShowsNobody when state.Stage == AttachmentStage.None => Reject(Unknown),
            RemoveAttachment c => state.Stage == AttachmentStage.Removed ? Nothing : new AttachmentRemoved(c.Why, c.By, c.At),
            ShowsNobody when state.Stage == AttachmentStage.Removed => Reject(Unknown),
            ShowsNobody when state.Facts!.What == AttachmentWhat.Thing => Nothing,
            ShowsNobody when state.Facts!.What != AttachmentWhat.Photo => Reject(NotAPhoto),
            ShowsNobody c => c.By.Account == state.AddedBy!.Account ? new AttachmentShowsNobody(c.By, c.At) : Reject(TakenByAnother),
            _ => throw new Unforeseen(command),
        };

    public static Attachment Evolve(Attachment state, Event happened) =>
        happened switch
        {
            AttachmentAdded e => new(AttachmentStage.Kept, e.Facts, e.By, e.At),
            AttachmentShowsNobody => state with { Facts = state.Facts is { } facts ? facts with { What = AttachmentWhat.Thing } : null },
            AttachmentRemoved => state with { Stage = AttachmentStage.Removed },
            _ => throw new Unforeseen(happened),
        };
}
