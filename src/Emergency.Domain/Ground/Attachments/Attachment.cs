using static Emergency.Domain.Decision;

namespace Emergency.Domain.Attachments;

/// <summary>Picture or paper (kind "attachment") that belongs to something: a person, later a visit or a hazard. The file itself lies
/// sealed in a row beside the journal and is lost with its key; this entity holds its kind, its owner, who added it, and why it was
/// removed.</summary>
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

/// <summary>Content of a file, as stated by the person who added it.</summary>
public enum AttachmentWhat
{
    /// <summary>照片: a person is on it, or can be. It is kept and shown with the person's consent (个人信息保护法 29).</summary>
    Photo,

    /// <summary>同意书.</summary>
    Consent,

    /// <summary>书面告知, such as that of an entrustment (书面委托告知).</summary>
    Notice,

    /// <summary>Any other paper.</summary>
    Paper,

    /// <summary>说的一段话: for people to hear; no program evaluates it.</summary>
    Voice,

    /// <summary>门口或物件: a door, a stair, a device, and no person; it needs no consent.</summary>
    Thing,
}

/// <summary>Reason for removing a file.</summary>
public enum AttachmentRemoval
{
    /// <summary>The file was added to the wrong thing.</summary>
    Mistaken,

    /// <summary>The file cannot be opened, or shows something it should not.</summary>
    Unfit,

    /// <summary>Another file has replaced it.</summary>
    Replaced,
    ConsentWithdrawn,
    PurposeFulfilled,
}

/// <summary>Owner of a file: a kind such as "person", and the id within that kind.</summary>
public sealed record AttachedTo(string Kind, Guid Id);

/// <param name="Community">Community in whose storage it is counted.</param>
/// <param name="Key">Data key under which it is sealed: when the key is destroyed, the file is lost with it.</param>
/// <param name="Form">Media type found in its bytes: "image/jpeg", "image/png", "image/webp", "application/pdf", "audio/webm" or
/// "audio/mp4".</param>
/// <param name="Bytes">Size before sealing.</param>
/// <param name="Width">In pixels; null where the file is no picture, like <paramref name="Height"/>.</param>
/// <param name="Hash">SHA-256 (hex) of the sealed bytes as stored. It reveals nothing of the content.</param>
/// <param name="Taken">Time of taking by the clock of the device; null where the device gave none.</param>
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

/// <summary>什么人也没拍到: states, by the account that took a photo, that it shows a door or a thing and no person, so that it needs no consent.
/// Nobody else has seen it.</summary>
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
