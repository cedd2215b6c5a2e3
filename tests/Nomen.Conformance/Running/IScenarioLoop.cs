namespace Nomen.Conformance.Running;

/// <summary>Plays the steps of a scenario by the rules of a dialect.</summary>
internal interface IScenarioLoop
{
    /// <summary>Plays to the end; returns what a person should know about a pass.</summary>
    /// <exception cref="ScenarioStopException">A step failed, or cannot be played.</exception>
    string Play();
}
