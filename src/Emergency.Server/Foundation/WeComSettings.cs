namespace Emergency.Server.Foundation;

/// <summary>The application in 企业微信 by which people are reached; without a corp there is none.</summary>
internal sealed record WeComSettings
{
    /// <summary>Where its server API is; 政务微信 has an address of its own.</summary>
    public Uri Url { get; init; } = new("https://qyapi.weixin.qq.com");

    /// <summary>The office there (corpid).</summary>
    public string? Corp { get; init; }

    /// <summary>Number of the application (agentid).</summary>
    public long Agent { get; init; }

    /// <summary>File of the application's secret.</summary>
    public string? SecretFile { get; init; }

    public bool Exists => Corp is not null;

    /// <summary>What is missing or too much; null where nothing is.</summary>
    /// <param name="hasPage">Whether it is known where a card leads to.</param>
    /// <param name="hasBridge">Whether messages go over a bridge already.</param>
    public string? Fault(bool hasPage, bool hasBridge) =>
        this with { Url = new WeComSettings().Url } == new WeComSettings() ? null
        : Corp is null || Agent == 0 || SecretFile is null || !hasPage
            ? "wecom: corp, agent and secret-file are needed together, and public-url"
        : hasBridge ? "wecom and hotlines:chat: messages go one way, not both"
        : null;
}
