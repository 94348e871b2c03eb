namespace Emergency.Server.Foundation;

/// <summary>The application in 企业微信 through which people are reached; without a corp there is none.</summary>
internal sealed record WeComSettings
{
    /// <summary>Address of the server API; 政务微信 has its own.</summary>
    public Uri Url { get; init; } = new("https://qyapi.weixin.qq.com");

    /// <summary>The office there (corpid).</summary>
    public string? Corp { get; init; }

    /// <summary>Number of the application (agentid).</summary>
    public long Agent { get; init; }

    /// <summary>File of the application's secret.</summary>
    public string? SecretFile { get; init; }

    public bool Exists => Corp is not null;

    /// <summary>Text that names missing or conflicting settings; null where there are none.</summary>
    /// <param name="hasPage">True when the address of a card's page is known.</param>
    /// <param name="hasBridge">True when messages go over a bridge already.</param>
    public string? Fault(bool hasPage, bool hasBridge) =>
        this with { Url = new WeComSettings().Url } == new WeComSettings() ? null
        : Corp is null || Agent == 0 || SecretFile is null || !hasPage
            ? "wecom: corp, agent and secret-file are needed together, and public-url"
        : hasBridge ? "wecom and hotlines:chat: messages go one way, not both"
        : null;
}
