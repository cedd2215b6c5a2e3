namespace Nomen.Conformance.Devices;

/// <summary>The device under test: everything between the scenario's clients and its mock network.</summary>
internal interface IScenarioDevice : IAsyncDisposable
{
    /// <summary>Hands a query to the device. Runs as a work item of the run's scheduler.</summary>
    /// <param name="query">The query.</param>
    /// <param name="onAnswer">Called once, when there is an answer or there will be none.</param>
    Task AskAsync(ClientQuery query, Action<DeviceAnswer> onAnswer);

    /// <summary>The run failed and goes no further: gives back what would outlive it. Nothing, for a device in virtual time.</summary>
    void Abandon()
    {
    }
}
