namespace Emergency.Server.Features.Calls;

/// <summary>The app in which an office works anyway: 企业微信 itself, or a bridge to another one. One way a ring takes; it is answered on the page.</summary>
internal abstract class ChatApp
{
    /// <summary>The pages of the phone, below the installation's address.</summary>
    protected const string Page = "/team";

    /// <summary>Whether the installation has one.</summary>
    public virtual bool Exists => true;

    /// <summary>What a person must look at; null where all is well.</summary>
    public virtual string? Advice => null;

    /// <summary>Shows the message to whoever has this phone. The same ring again is shown once.</summary>
    public abstract Task<ChatOutcome> Send(RingDue call, string phone, CancellationToken stop);
}

internal enum ChatOutcome
{
    /// <summary>It will be shown.</summary>
    Taken,

    /// <summary>The app knows nobody with this number, or may not write to them.</summary>
    NotKnown,

    /// <summary>However often it is sent, it is not taken.</summary>
    Refused,

    /// <summary>It did not answer, or asks to wait.</summary>
    Again,
}

/// <summary>No app is set.</summary>
internal sealed class NoChatApp : ChatApp
{
    public override bool Exists => false;

    public override Task<ChatOutcome> Send(RingDue call, string phone, CancellationToken stop) => Task.FromResult(ChatOutcome.Refused);
}
