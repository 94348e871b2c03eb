namespace Emergency.Server.Features.Calls;

/// <summary>
/// The messenger app that an office already uses: 企业微信 itself, or a bridge to another one. It is one channel of a ring; the answer is
/// given on the page.
/// </summary>
internal abstract class ChatApp
{
    /// <summary>Path of the phone's page, below the installation's address.</summary>
    protected const string Page = "/team";

    /// <summary>True when the installation has one.</summary>
    public virtual bool Exists => true;

    /// <summary>Advice to an operator; null where all is well.</summary>
    public virtual string? Advice => null;

    /// <summary>Shows the message to the person with this phone. The same ring is shown once.</summary>
    public abstract Task<ChatOutcome> Send(RingDue call, string phone, CancellationToken stop);
}

internal enum ChatOutcome
{
    /// <summary>The message will be shown.</summary>
    Taken,

    /// <summary>The app knows nobody with this number, or may not write to them.</summary>
    NotKnown,

    /// <summary>The message is never accepted, however often it is sent.</summary>
    Refused,

    /// <summary>The app did not answer, or asks to wait.</summary>
    Again,
}

/// <summary>Stands in where no app is configured.</summary>
internal sealed class NoChatApp : ChatApp
{
    public override bool Exists => false;

    public override Task<ChatOutcome> Send(RingDue call, string phone, CancellationToken stop) => Task.FromResult(ChatOutcome.Refused);
}
