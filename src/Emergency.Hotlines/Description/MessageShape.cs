namespace Emergency.Hotlines.Description;

/// <summary>Sender and receiver of a message.</summary>
public enum Way
{
    /// <summary>A hotline to us: POST /hotlines/NUMBER/messages.</summary>
    FromHotline,

    /// <summary>We to a hotline: POST URL/messages.</summary>
    ToHotline,

    /// <summary>The voice gateway to us: POST /voice/messages.</summary>
    FromGateway,

    /// <summary>We to the voice gateway: POST URL/messages.</summary>
    ToGateway,

    /// <summary>The platform for loudspeakers to us: POST /loudspeakers/messages.</summary>
    FromLoudspeakers,

    /// <summary>We to the platform for loudspeakers: POST URL/messages.</summary>
    ToLoudspeakers,

    /// <summary>We to the bridge to a chat app: POST URL/messages.</summary>
    ToChat,
}

/// <summary>Type of message: its sender, its purpose and its data.</summary>
public sealed record MessageShape(string Type, Way Way, string Meaning, IReadOnlyList<Member> Data)
{
    /// <summary>True for a message that comes to us.</summary>
    public bool ComesIn => Way is Way.FromHotline or Way.FromGateway or Way.FromLoudspeakers;
}
